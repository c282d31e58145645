import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { contentType } from 'mime-types'
import Negotiator from 'negotiator'

const texts = /\.(js|css|svg|json|txt|map)$/
/** Less fits into one packet uncompressed. */
const worthCompressingBytes = 1024
/** In the order in which we choose. */
const encodings = [
  { name: 'br', ending: '.br', options: { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } } },
  { name: 'gzip', ending: '.gz', options: { level: constants.Z_BEST_COMPRESSION } },
]
const compress = { br: promisify(brotliCompress), gzip: promisify(gzip) }

/** Writes each text below `folder` once more in each encoding, beside it. */
export async function compressStaticFiles(folder) {
  await Promise.all(
    listFiles(folder)
      .filter((path) => texts.test(path))
      .map(compressFile),
  )
}

async function compressFile(path) {
  const content = await readFile(path)
  if (content.length < worthCompressingBytes) return
  for (const { name, ending, options } of encodings)
    await writeFile(path + ending, await compress[name](content, options))
}

/**
 * Answers requests for the files below `folder`, which Next built for browsers, from memory. Next would compress each answer
 * again. False for everything else, which is Next’s.
 */
export function openStaticFiles(folder) {
  const files = readFiles(folder)
  return (request, response) => {
    const file = files.get(request.url.split('?')[0])
    if (!file || !/^(GET|HEAD)$/.test(request.method)) return false
    send(request, response, file)
    return true
  }
}

function send(request, response, { type, bodies }) {
  const offered = Object.keys(bodies)
  const [encoding = 'identity'] = new Negotiator(request).encodings(offered, { preferred: offered })
  if (offered.length > 1) response.setHeader('vary', 'accept-encoding')
  if (encoding !== 'identity') response.setHeader('content-encoding', encoding)
  response.writeHead(200, {
    'content-type': type,
    'content-length': bodies[encoding].length,
    // A file’s name changes with its content.
    'cache-control': 'public, max-age=31536000, immutable',
  })
  response.end(bodies[encoding])
}

function readFiles(folder) {
  const originals = listFiles(folder).filter((path) => !encodings.some(({ ending }) => path.endsWith(ending)))
  return new Map(originals.map((path) => [`/_next/static/${relative(folder, path)}`, readStaticFile(path)]))
}

function readStaticFile(path) {
  const compressed = encodings
    .filter(({ ending }) => existsSync(path + ending))
    .map(({ name, ending }) => [name, readFileSync(path + ending)])
  return {
    type: contentType(extname(path)) || 'application/octet-stream',
    bodies: { ...Object.fromEntries(compressed), identity: readFileSync(path) },
  }
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
