/** One part of a multipart body, as it is sent. */
export interface Part {
  name: string
  value: string | Buffer
  /** Behind `Content-Disposition: form-data; name="…"`, to the end of the part's headers. */
  more?: string
}

const boundary = 'slowInput'
export const multipartType = `multipart/form-data; boundary=${boundary}`

/** With as few bytes around each part as there may be. */
export function multipart(parts: readonly Part[], after = ''): Buffer {
  const chunks = parts.flatMap(({ name, value, more = '' }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name.replaceAll('"', '%22')}"${more}\r\n\r\n`,
    ),
    Buffer.from(value),
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...chunks, Buffer.from(`${after}--${boundary}--\r\n`)])
}

/** A file's part. */
export function file(name: string, bytes: Buffer): Part {
  return { name, value: bytes, more: '; filename="a"\r\nContent-Type: image/png' }
}
