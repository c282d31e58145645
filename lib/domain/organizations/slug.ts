import { fold } from '@/lib/domain/text/fold'
import { normalize } from '@/lib/domain/text/normalize'
import { accepted, firstBroken, refused, type Parsed, type Rule } from '@/lib/domain/text/parsed'
import { isWithinBytes } from '@/lib/domain/text/within-bytes'
import { reservedSlugs } from './reserved-slugs'

const AT_MOST = 50
/** Of a name that a slug is made from. */
const CHARACTERS_READ = 300

/** A slug by the API's rule: 1 to 50 of a–z, 0–9, `-` and `_`, beginning with a letter or digit. Folded first. */
export function parseSlug(text: string): Parsed<string> {
  if (!isWithinBytes(text, 1_000)) return refused(TOO_LONG)
  const slug = fold(text)
  const problem = firstBroken(rules, slug)
  return problem === undefined ? accepted(slug) : refused(problem)
}

/**
 * A slug that a user may choose themselves. Also needed: at least two characters, no hyphen or underscore at the end or
 * next to another, and no reserved word.
 */
export function parseOwnSlug(text: string): Parsed<string> {
  const parsed = parseSlug(text)
  if (!parsed.ok) return parsed
  const problem = firstBroken(ownRules, parsed.value)
  return problem === undefined ? parsed : refused(problem)
}

/** A slug made from a name; `parseOwnSlug` accepts it. The same name gives the same slug. */
export function proposeSlug(text: string): string {
  const name = text.slice(0, CHARACTERS_READ)
  const latin = spelled(name)
  const slug = latin.slice(0, AT_MOST).replace(/-+$/, '')
  if (slug.length < 2) return `team-${numberOf(name)}`
  return isReservedSlug(slug) ? `${slug.slice(0, AT_MOST - 5).replace(/-+$/, '')}-team` : slug
}

/** What a slug looks like at a glance: two with one skeleton can be taken for each other. */
export function slugSkeleton(slug: string): string {
  return fold(slug)
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/0/g, 'o')
    .replace(/[1i]/g, 'l')
    .replace(/5/g, 's')
    .replace(/[-_.\s]/g, '')
}

/** Whether the slug is, or looks like, a segment of our own URLs or a word that suggests the operator’s authority. */
export function isReservedSlug(slug: string): boolean {
  return reservedSkeletons.has(slugSkeleton(slug))
}

const TOO_LONG = `A slug can have at most ${AT_MOST} characters.`

const rules: Rule<string>[] = [
  { breaks: (slug) => slug === '', sentence: 'Enter a slug.' },
  { breaks: (slug) => slug.length > AT_MOST, sentence: TOO_LONG },
  {
    breaks: (slug) => !/^[a-z0-9_-]*$/.test(slug),
    sentence: 'A slug can have only letters from a to z, digits, hyphens and underscores.',
  },
  { breaks: (slug) => !/^[a-z0-9]/.test(slug), sentence: 'A slug must start with a letter or a digit.' },
  // Where a name may stand in the place of an id, this is what tells them apart.
  { breaks: (slug) => slug.startsWith('org_'), sentence: 'A slug cannot begin with “org_”.' },
]

const ownRules: Rule<string>[] = [
  { breaks: (slug) => slug.length < 2, sentence: 'A slug needs at least two characters.' },
  {
    breaks: (slug) => /[-_]$|[-_]{2}/.test(slug),
    sentence: 'A slug cannot end with a hyphen or an underscore, or have two in a row.',
  },
  {
    breaks: isReservedSlug,
    sentence: 'This slug is reserved, or looks like one that is. Choose another.',
  },
]

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

function spelled(name: string): string {
  const letters = fold(name)
    .slice(0, CHARACTERS_READ)
    .replace(/[ßæœøđðłþı&’']/g, (letter) => SPELLINGS[letter] ?? '')
  return normalize(letters, 'NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
}

/** For names that have no Latin letters: a number of a few letters, kept from looking like a word of ours. */
function numberOf(name: string): string {
  const mixed = Array.from(fold(name)).reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619),
    -2_128_831_035,
  )
  return (mixed >>> 0).toString(36).padStart(7, '0')
}
