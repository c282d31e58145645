import { joinClasses } from './join-classes'

const tints = ['bg-tint-1', 'bg-tint-2', 'bg-tint-3', 'bg-tint-4', 'bg-tint-5', 'bg-tint-6']
const sizes = { small: 'size-6 text-xs', medium: '' }

interface AvatarProps {
  name: string
  imageUrl?: string | undefined
  size?: keyof typeof sizes
  /** People are round, organizations square. */
  shape?: 'round' | 'square'
}

/** A provider’s picture is for applications: our pages load nothing from elsewhere. */
export function ownPicture(picture: string | null | undefined): string | undefined {
  return picture?.startsWith('/') ? picture : undefined
}

/** Decorative: the name is beside it. */
export function Avatar({ name, imageUrl, size = 'medium', shape = 'round' }: AvatarProps) {
  const box = joinClasses('avatar', sizes[size], shape === 'square' && 'rounded-md')
  const source = shape === 'round' ? ownPicture(imageUrl) : imageUrl
  if (source) {
    return <img src={source} alt="" className={joinClasses(box, 'border bg-panel object-contain')} />
  }
  return <span aria-hidden data-initials={initialsOf(name)} className={joinClasses(box, tintOf(name))} />
}

function tintOf(name: string): string | undefined {
  let sum = 7
  for (const character of name) sum = (sum * 131 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return tints[sum % tints.length]
}

function initialsOf(name: string): string {
  const words = name
    .replace(/@.*/, '')
    .split(/[\s._-]+/)
    .filter(Boolean)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => Array.from(word ?? '')[0] ?? '',
  )
  return letters.join('').toUpperCase()
}
