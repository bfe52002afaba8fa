# Cai draftkit cho nguoi dung dang dang nhap, khong can quyen quan tri.
# Chay:  powershell -ExecutionPolicy Bypass -File cai-dat.ps1 [duong-dan-toi-tep.whl]
param([string]$Package = "draftkit-vn")
$ErrorActionPreference = "Stop"
$what = "$Package[serve,lsp]"
function Has($name) { return [bool](Get-Command $name -ErrorAction SilentlyContinue) }
if (Has "uv") {
    & uv tool install --upgrade $what
    & uv tool update-shell
} elseif (Has "pipx") {
    & pipx install --force $what
    & pipx ensurepath
} elseif (Has "py") {
    & py -m pip install --user --upgrade pipx
    & py -m pipx install --force $what
    & py -m pipx ensurepath
} else {
    Write-Host "Chua co uv, pipx hay Python. Cai uv hoac Python 3.11 tro len roi chay lai tep nay."
    exit 2
}
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
Write-Host "Xong. Mo cua so moi, roi bam dup ban-soan-thao.bat."
