/** What the tests ask of a screen: what Tab passes, and what can hardly be read. */
const STOPS = "button, input, select, textarea, a[href], summary, [tabindex='0']";
const front = () => [...document.querySelectorAll("dialog[open]")].pop() ?? document.body;
const shown = (one) => one.checkVisibility({ visibilityProperty: true });
const named = (one) => one.id || `${one.tagName} ${(one.ariaLabel ?? one.textContent).trim().slice(0, 40)}`;

/** What can be done on the screen that is shown, by its controls. */
function controls() {
  return [...front().querySelectorAll(STOPS)].filter((one) =>
    shown(one) && !one.disabled && !one.closest("[inert]") && one.getAttribute("tabindex") !== "-1");
}

let passed = [];
document.addEventListener("focusin", ({ target: one }) => {
  const box = one.getBoundingClientRect();
  const over = document.elementFromPoint(box.left + Math.min(box.width, innerWidth - box.left) / 2,
    box.top + Math.min(box.height, innerHeight - box.top) / 2);
  const ringed = getComputedStyle(one).outlineStyle !== "none" || one.closest(".drop")?.matches(":has(:focus-visible)");
  passed.push({ one, ringed, seen: one.contains(over) || over?.contains(one), inside: front().contains(one) });
});

/** How many controls there are; from now on it is seen which of them the keyboard passes. */
globalThis.watch = () => {
  passed = [];
  return controls().length;
};

/** What was wrong on the way. */
globalThis.wrong = () => {
  const been = new Set(passed.map(({ one }) => one));
  const said = (word, those) => those.map((one) => `${word}: ${named(one)}`);
  const those = (not) => passed.filter((one) => !one[not]).map(({ one }) => one);
  return [...said("not reached", controls().filter((one) => !been.has(one))), ...said("without a ring", those("ringed")),
    ...said("not seen", those("seen")), ...said("outside", those("inside"))];
};

const numbers = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
const over = (top, under) => under.map((one, at) => top[at] * (top[3] ?? 1) + one * (1 - (top[3] ?? 1)));
const part = (one) => (one <= 0.04 * 255 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4);
const light = (rgb) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => sum + weight * part(rgb[at]), 0);

/** Words whose contrast with what lies under them is less than 4.5. */
globalThis.faint = () => [...front().querySelectorAll("*")].flatMap((one) => {
  const typed = one.matches("input, textarea") && (one.value || one.placeholder);
  const words = typed || [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!words || one.closest("svg, .hidden, .lines, [inert], [disabled], option") || !shown(one)) return [];
  let back = [255, 255, 255];
  const chain = [];
  for (let at = one; at; at = at.parentElement) chain.unshift(numbers(getComputedStyle(at).backgroundColor));
  for (const layer of chain) back = over(layer, back);
  const pen = numbers(getComputedStyle(one, typed && !one.value ? "::placeholder" : null).color);
  const [less, more] = [light(over(pen, back)), light(back)].sort((a, b) => a - b);
  const ratio = (more + 0.05) / (less + 0.05);
  return ratio < 4.5 ? [`${ratio.toFixed(2)}: ${named(one)}`] : [];
});
