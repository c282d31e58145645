import type { OrganizationActor } from '@/lib/access'
import { BoundedQueue } from '@/lib/bounded-queue'
import { type Limit, reserve } from '@/lib/db/limits'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { leaveLane } from '@/lib/request-state'
import { drawPicture } from './draw-picture'
import type { PictureFormat } from './strip-metadata'

export type PictureInput = Uint8Array | 'keep' | 'remove'
export type PreparedPicture = Picture | Exclude<PictureInput, Uint8Array>

/** Each takes a process for up to five seconds. */
const perOwner: Limit = { name: 'picture', points: 60, seconds: 60 * 60 }

/** `owner`: an organization’s or user’s id in its tenant. @throws DomainError invalid at `field`; too_many */
export async function drawUpload(
  { tenantId, owner }: { tenantId: string; owner: string },
  bytes: Uint8Array,
  field: PictureField,
): Promise<Picture> {
  const key = `${tenantId} ${owner}`
  await reserve(perOwner, key)
  return reencodePicture(bytes, key, { field })
}

/** Slow work, before the lock. @throws DomainError invalid at `field`; too_many */
export async function preparePicture(
  { tenantId, organizationId }: OrganizationActor,
  picture: PictureInput,
  field: PictureField,
): Promise<PreparedPicture> {
  return picture instanceof Uint8Array
    ? drawUpload({ tenantId, owner: organizationId }, picture, field)
    : picture
}

/** The id afterwards. A new picture gets a new id, since browsers cache the old URL. */
export async function storePicture(
  tx: Tx,
  { organizationId }: OrganizationActor,
  { before, picture }: { before: string | null; picture: PreparedPicture },
): Promise<string | null> {
  if (picture === 'keep') return before
  if (picture === 'remove') return null
  const id = newId('image')
  await tx.image.create({ data: { id, organizationId, ...picture } })
  return id
}

export interface Picture {
  bytes: Uint8Array<ArrayBuffer>
  width: number
  height: number
  /** The most frequent ones, as `#rrggbb`. */
  colors: string[]
  mediaType: 'image/png'
}

const BYTES_AT_MOST = 2 * 1024 * 1024

const queue = new BoundedQueue({ width: 2, waiting: 20 })
const busy = new Set<string>()

/** `picture`: a person’s, cut to a square. */
type PictureField = 'logo' | 'dark_logo' | 'icon' | 'picture'

interface ReencodeOptions {
  field?: PictureField
  draw?: typeof drawPicture
}

/** Drops metadata. PNG, since some email programs lack WebP. @throws DomainError invalid at `field`; too_many */
export async function reencodePicture(
  bytes: Uint8Array,
  owner: string,
  { field = 'logo', draw = drawPicture }: ReencodeOptions = {},
): Promise<Picture> {
  const sentences = sentencesOf(field)
  const invalid = (sentence: string) => new DomainError('invalid', sentence, { field })
  if (bytes.length === 0) throw invalid('Choose a picture.')
  if (bytes.length > BYTES_AT_MOST) throw invalid(sentences.tooManyBytes)
  const format = formatOf(bytes)
  if (format === undefined) throw invalid(sentences.wrongFormat)
  const drawing = await onceAtATime(owner, () => {
    // This queue is the only one that a picture waits in: slow ones take no places of other forms.
    leaveLane()
    return queue.run(() => draw(bytes, format, { shape: field === 'picture' ? 'square' : 'whole' }))
  })
  if ('problem' in drawing) throw invalid(sentences[drawing.problem])
  const picture = pictureOf(drawing)
  if (field === 'icon' && picture.width !== picture.height) throw invalid(sentences.notSquare)
  return picture
}

function sentencesOf(field: PictureField) {
  const noun = field === 'picture' ? 'A picture' : 'A logo'
  return {
    tooManyBytes: `${noun} can be at most 2 MB.`,
    notSquare: 'An icon must be square, such as 256 × 256 pixels.',
    wrongFormat: `${noun} must be a PNG, JPEG or WebP image.`,
    tooLarge: `This image is too large. ${noun} can have at most 16 megapixels, such as 4000 × 4000.`,
    damaged: 'This image is damaged or incomplete. Save it again and choose the new file.',
    tooSlow: 'This image takes too long to read. Save it again as a plain PNG and choose the new file.',
  }
}

/** By the first bytes: file name and media type are chosen by the sender. */
function formatOf(bytes: Uint8Array): PictureFormat | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg'
  return start.startsWith('RIFF') && start.endsWith('WEBP') ? 'webp' : undefined
}

async function onceAtATime<T>(owner: string, work: () => Promise<T>): Promise<T> {
  if (busy.has(owner))
    throw new DomainError('too_many', 'Another image is being uploaded. Try again in a moment.', {
      retryAfter: 5,
    })
  busy.add(owner)
  try {
    return await work()
  } finally {
    busy.delete(owner)
  }
}

/** Width and height are at fixed offsets in every PNG. */
function pictureOf({ png, colors }: { png: Buffer; colors: string[] }): Picture {
  return {
    bytes: new Uint8Array(png),
    width: png.readUInt32BE(16),
    height: png.readUInt32BE(20),
    colors,
    mediaType: 'image/png',
  }
}

export interface FoundImage {
  bytes: Uint8Array<ArrayBuffer>
  mediaType: string
}

/** Public within its tenant, since the sign-in page and emails show it. */
export function findImage(tenantId: string, id: string): Promise<FoundImage | null> {
  return read({ kind: 'public', tenantId, subject: id }, (tx) =>
    tx.image.findUnique({
      where: { tenantId_id: { tenantId, id } },
      select: { bytes: true, mediaType: true },
    }),
  )
}
