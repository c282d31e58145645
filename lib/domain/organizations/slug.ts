import { fold } from '@/lib/domain/text/fold'
import { normalize } from '@/lib/domain/text/normalize'
import { reservedSlugs } from './reserved-slugs'

export const SLUG_CHARACTERS_AT_MOST = 50
const CHARACTERS_READ = 300

/** Deterministic. `selfServiceSlug` accepts the result. */
export function proposeSlug(text: string): string {
  const name = text.slice(0, CHARACTERS_READ)
  const slug = toLatin(name).slice(0, SLUG_CHARACTERS_AT_MOST).replace(/-+$/, '')
  if (slug.length < 2) return `team-${hashOf(name)}`
  return isReservedSlug(slug) ? `${slug.slice(0, SLUG_CHARACTERS_AT_MOST - 5).replace(/-+$/, '')}-team` : slug
}

/** Two slugs with the same skeleton look alike. */
export function slugSkeleton(slug: string): string {
  return fold(slug)
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/0/g, 'o')
    .replace(/[1i]/g, 'l')
    .replace(/5/g, 's')
    .replace(/[-_.\s]/g, '')
}

export function isReservedSlug(slug: string): boolean {
  return reservedSkeletons.has(slugSkeleton(slug))
}

const reservedSkeletons = new Set(reservedSlugs.map(slugSkeleton))

const SPELLINGS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  '&': ' and ',
  '’': '',
  "'": '',
}

function toLatin(name: string): string {
  const letters = fold(name)
    .slice(0, CHARACTERS_READ)
    .replace(/[ßæœøđðłþı&’']/g, (letter) => SPELLINGS[letter] ?? '')
  return normalize(letters, 'NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
}

/** For names without Latin letters: a short hash, which cannot look like a reserved word. */
function hashOf(name: string): string {
  const mixed = Array.from(fold(name)).reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619),
    -2_128_831_035,
  )
  return (mixed >>> 0).toString(36).padStart(7, '0')
}
