/**
 * Keeps a custom property of the page as tall as an element: what is scrolled or focused then stays
 * clear of the bars (`scroll-padding` in `app.css`), whatever the size of the letters.
 */
export function heightAs(name: `--${string}`): (node: HTMLElement) => () => void {
  return (node) => {
    const { style } = document.documentElement;
    const seen = new ResizeObserver(() => style.setProperty(name, `${node.offsetHeight}px`));
    seen.observe(node);
    return () => {
      seen.disconnect();
      style.removeProperty(name);
    };
  };
}
