// Gives every text whose contrast with what lies behind it is below 4.5 to 1.
() => {
  const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  const colour = (text) => text.match(/[\d.]+/g).map(Number);
  const behind = (element) => {
    for (; element; element = element.parentElement) {
      const ground = colour(getComputedStyle(element).backgroundColor);
      if (ground.length < 4 || ground[3] > 0) {
        return ground;
      }
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.getElementById("page"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || element.closest("title")) {
      continue;
    }
    const style = getComputedStyle(element);
    const ink = luminance(colour(element.closest("svg") ? style.fill : style.color));
    const ground = luminance(behind(element));
    const contrast = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
    if (contrast < 4.5) {
      faint.push(`${text}: ${contrast.toFixed(2)}`);
    }
  }
  return faint;
};
