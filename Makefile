# Every command a drafter or developer needs. Each target installs what it needs into .venv by itself.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEV := $(VENV)/.ready-dev
OUTREACH := $(VENV)/.ready-outreach
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help docs docs-check serve package consolidated decree press outreach kit site hs-rules standards dossier all build test test-fast fuzz check lint types contracts templates rules-doc messages bench clean

help: ## Danh sách lệnh ## This list
	@case "$${LANGUAGE:-$${LC_ALL:-$$LANG}}" in en*) n=3; echo "draftkit: plain-text drafts in git, Word files in the right format";; \
	*) n=2; echo "draftkit: dự thảo bằng văn bản thuần trong git, tệp Word đúng thể thức";; esac; \
	awk -F ' ?## ?' -v n=$$n '/^[a-z-]+:.*## / {split($$1, t, ":"); printf "  make %-13s %s\n", t[1], $$n}' $(MAKEFILE_LIST)

$(READY): pyproject.toml hatch_build.py $(wildcard src/draftkit/locale/*/LC_MESSAGES/*.po)
	@$(PYTHON) -c 'import sys; sys.exit("draftkit needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Cần gói python3-venv: sudo apt install python3-venv"; exit 1; }
	@echo "Cài đặt vào $(VENV) …"
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

# charts, slides and SVG need libraries of their own, which a drafter of decrees does without
$(OUTREACH): $(READY)
	@$(BIN)/python -m pip install --quiet --editable '.[outreach,svg]'
	@touch $@

$(DEV): $(READY)
	@$(BIN)/python -m pip install --quiet --no-compile --editable '.[dev]'
	@touch $@ $(OUTREACH)

serve: $(READY) ## Mở bàn soạn thảo: dự án trong trình duyệt, sửa ngay trên trang in ## Open the workbench: the project in the browser, edited on the printed page
	@$(BIN)/python -m pip install --quiet --editable '.[serve]'
	@$(BIN)/draftkit serve

decree: $(READY) ## Tạo tệp Word của các nghị định trong content/decree → build/decree ## Word files of the decrees in content/decree → build/decree
	@$(BIN)/draftkit build --kind decree

press: $(READY) ## Tạo thông cáo báo chí và tài liệu báo chí trong content/press → build/press ## Releases and papers for the press of content/press → build/press
	@$(BIN)/draftkit build content/press

outreach: $(OUTREACH) ## Tạo tài liệu truyền thông trong content/outreach: tờ rơi, bản tin, slide, bài đăng, bài phát thanh → build/outreach ## Leaflets, newsletters, slides, posts, radio scripts of content/outreach → build/outreach
	@$(BIN)/draftkit build content/outreach

kit: $(READY) ## Gói bộ tài liệu báo chí thành một tệp zip → build/kit; một số tài liệu: make kit NAMES="thu-moi to-thong-tin" ## Pack the media kit as one zip → build/kit; some pieces: make kit NAMES="thu-moi to-thong-tin"
	@$(BIN)/draftkit kit $(or $(NAMES),content/press --out build/kit/bo-tai-lieu-bao-chi.zip)

site: $(READY) ## Dựng trang tin tĩnh → build/site ## Build the static newsroom → build/site
	@$(BIN)/draftkit site

hs-rules: $(READY) ## Tạo tệp Word của thông tư kèm danh mục mã HS trong content/hs-rules → build/hs-rules ## Word files of circulars with lists of goods of content/hs-rules → build/hs-rules
	@$(BIN)/draftkit build --kind hs-rules

dossier: $(READY) ## Dựng hồ sơ dự thảo theo từng giai đoạn: thư mục đánh số, bảng biểu, danh mục, tệp zip → build/dossier ## Dossiers of drafts by stage: numbered folder, tables, list, zip → build/dossier
	@$(BIN)/draftkit dossier

consolidated: $(READY) ## Hợp nhất nghị định mẫu với nghị định sửa đổi nó → build/consolidated ## Consolidate the sample decree with the decree that amends it → build/consolidated
	@rm -rf build/consolidated
	@$(BIN)/draftkit consolidate content/decree/nghi-dinh-cong-nghiep-moi-truong \
		content/decree/nghi-dinh-sua-doi-cong-nghiep-moi-truong --agency BCT --out build/consolidated/nghi-dinh-hop-nhat

all: $(OUTREACH) build dossier ## Tạo mọi văn bản và mọi hồ sơ trong content → build ## All documents and dossiers of content → build

standards: $(READY) ## Tạo tệp Word của quy chuẩn (kèm thông tư) và tiêu chuẩn → build/standards ## Word files of regulations (with their circulars) and standards → build/standards
	@$(BIN)/draftkit build content/standards

build: $(OUTREACH) ## Tạo tệp của mọi văn bản trong content → build ## The files of all documents of content → build
	@$(BIN)/draftkit build

check: $(READY) ## Kiểm tra mọi văn bản theo quy tắc thể thức ## Check all documents
	@$(BIN)/draftkit check

test: $(DEV) ## Chạy toàn bộ kiểm thử của draftkit ## Run all tests of draftkit
	@$(BIN)/python -m pytest -n auto --dist worksteal

test-fast: $(DEV) ## Chạy các kiểm thử nhanh ## Run the quick tests
	@$(BIN)/python -m pytest -n auto -m "not slow and not shared and not office and not hypothesis"

fuzz: $(DEV) ## Chạy lâu các kiểm thử ngẫu nhiên với ví dụ mới, khoảng nửa giờ; một phần: make fuzz TESTS=tests/hs ## Run the random tests long, with new examples, about half an hour; a part: make fuzz TESTS=tests/hs
	@$(BIN)/python -m pytest -n auto -m hypothesis --hypothesis-profile=fuzz $(TESTS)
	@$(BIN)/python -m tests.fuzz.run --count $${DRAFTKIT_FUZZ:-5000}
	@DRAFTKIT_FUZZ=1000 $(BIN)/python -m pytest -n auto tests/writers/test_pages_odd.py tests/compare/test_redline_marks.py tests/review/test_every_edit.py
	@DRAFTKIT_CLICKS=100 $(BIN)/python -m pytest -n0 tests/workbench/test_whole_day.py -k clicks

lint: $(DEV) ## Kiểm tra cách viết mã ## Check the style of the code
	@$(BIN)/ruff check src tests tools benchmarks hatch_build.py
	@$(BIN)/ruff format --check --quiet src tests tools benchmarks hatch_build.py

types: $(DEV) ## Kiểm tra kiểu dữ liệu của mã ## Check the types of the code
	@$(BIN)/mypy

contracts: $(DEV) ## Kiểm tra thứ tự các tầng của mã ## Check the floors of the code
	@$(BIN)/lint-imports

templates: $(DEV) ## Dựng lại các mẫu Word và bản đối chiếu .docx.txt từ bộ thể thức ## Build the Word templates and their text twins anew from the profiles
	@$(BIN)/python tools/make_templates.py

rules-doc: $(DEV) ## Viết lại docs/rules.md theo các quy tắc, docs/keys.md theo các loại văn bản ## Write docs/rules.md anew by the rules, docs/keys.md by the kinds
	@$(BIN)/python tools/make_rules_doc.py
	@$(BIN)/python tools/make_keys_doc.py

docs: $(DEV) ## Dựng trang tài liệu, tiếng Việt và tiếng Anh → build/docs/index.html ## Build the documentation site, Vietnamese and English → build/docs/index.html
	@$(BIN)/python tools/make_docs.py $(DOCS)

docs-check: docs ## Dựng trang tài liệu không có cảnh báo, so hai thứ tiếng: 100 % ## Build the documentation without warnings, compare the two languages: 100 %
	@$(BIN)/python -m pytest -q -n0 tests/test_docs_pairs.py

messages: $(DEV) ## Cập nhật danh sách câu thông báo cần dịch ## Bring the list of messages to translate up to date
	@$(BIN)/python tools/update_messages.py

# -P: the folder build/ that the drafts go into is no module
package: $(DEV) ## Đóng gói (wheel, sdist) vào dist, cài vào một môi trường trống và làm thử một ngày việc ## Pack (wheel, sdist) into dist, install into an empty environment and do a day's work there
	@rm -rf dist
	@$(BIN)/python -P -m build --no-isolation --sdist --wheel --outdir dist . >/dev/null
	@$(BIN)/python -m twine check --strict dist/* >/dev/null
	@$(BIN)/python tools/try_package.py dist/*
	@$(BIN)/python tools/make_sbom.py dist/draftkit-vn.cdx.json

bench: $(READY) ## Đo từng cam kết về tốc độ, kèm mức phải đạt (dưới 5 phút) ## Measure every promise about speed, with its target (under 5 minutes)
	@$(BIN)/python -m pip install --quiet --editable '.[bench]'
	@$(BIN)/python benchmarks/bench.py

clean: ## Xóa kết quả và môi trường cục bộ ## Delete results and the local environment
	@rm -rf build dist $(VENV)
