import sharp from 'sharp'

/** PNG, 256 pixels. */
export async function demoLogo(letter: string, color: string): Promise<Uint8Array<ArrayBuffer>> {
  const shape = shapes[letter] ?? '<circle cx="128" cy="128" r="64" fill="#fff"/>'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" rx="56" fill="${color}"/>${shape}</svg>`
  return new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer())
}

const shapes: Record<string, string> = {
  A: '<path d="M128 52 204 200H160L128 132 96 200H52Z" fill="#fff"/>',
  G: '<circle cx="128" cy="128" r="62" fill="none" stroke="#fff" stroke-width="26"/><ellipse cx="128" cy="128" rx="24" ry="62" fill="none" stroke="#fff" stroke-width="14"/>',
}
