/**
 * For the stylesheet of a page that shows pictures: their size and the page's own font. A page sets the variables where it is
 * dark. Of the colours here, text has a contrast of at least 4.5:1 and lines of 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export const PICTURE_STYLES = `.picture {
  display: block;
  width: 100%;
  max-width: 36rem;
  height: auto;
  margin-inline: auto;
  font-family: inherit;
}
.picture-a { fill: var(--picture-a, #0f766e); stroke: var(--picture-a, #0f766e); }
.picture-b { fill: var(--picture-b, #c2410c); stroke: var(--picture-b, #c2410c); }
.picture-hollow { fill: var(--picture-paper, #ffffff); }
@media (forced-colors: active) {
  .picture { forced-color-adjust: auto; }
  .picture-a, .picture-b { stroke: CanvasText; }
  .picture-hollow { fill: Canvas; }
}
`;
