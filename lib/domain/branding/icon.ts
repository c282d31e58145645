import { onColor } from './color'

/** An SVG of the name’s first letter on the brand’s color, `#rrggbb`. */
export function letterIcon(name: string, color: string): string {
  const letter = /[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? '•'
  return svg(
    `<rect width="64" height="64" rx="14" fill="${color}"/><text x="32" y="33" text-anchor="middle" dominant-baseline="central" font-family="system-ui,sans-serif" font-weight="600" font-size="38" fill="${onColor(color)}">${letter}</text>`,
  )
}

/** Browsers stretch icons that are not square; this one keeps the logo’s proportions. */
export function squareIcon({ bytes, mediaType }: { bytes: Uint8Array; mediaType: string }): string {
  const url = `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`
  return svg(`<image width="64" height="64" href="${url}"/>`)
}

function svg(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">${content}</svg>`
}
