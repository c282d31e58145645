import type { ReactNode } from 'react'
import { AppLink } from './app-link'
import { Avatar } from './avatar'
import { classNames } from './class-names'
import { Cell } from './table'
import { touchArea } from './touch-area'

export interface PersonCellProps {
  name: string
  /** The address, or the inviter; left out where it repeats the name. */
  note?: string | null | undefined
  /** Below 1100 pixels it is left out, so that the name has the line. */
  isNoteOptional?: boolean
  imageUrl?: string | null | undefined
  /** Square for an organization. */
  shape?: 'round' | 'square'
  href?: string | undefined
  /** Badges after the name. */
  children?: ReactNode
}

const avatarPlace = [
  'max-sm:hidden sm:max-wide:absolute sm:max-wide:top-2.5 sm:max-wide:left-0',
  'sm:max-wide:group-has-[>[data-narrow=start]]/row:left-8',
].join(' ')

/** The first column of a table of people. Names and addresses end in an ellipsis and never break. */
export function PersonCell({ name, note, isNoteOptional, imageUrl, shape, href, children }: PersonCellProps) {
  const person = (
    <>
      <span data-person className={avatarPlace}>
        <Avatar name={name} imageUrl={imageUrl ?? undefined} {...(shape && { shape })} />
      </span>
      <PersonText name={name} note={note === name ? null : note} isNoteOptional={isNoteOptional} />
    </>
  )
  const inner = 'flex min-w-0 items-center gap-3'
  return (
    <Cell narrow="first" className="wide:w-full wide:max-w-0">
      <span className="flex min-w-0 items-center gap-2">
        {href ? (
          <AppLink href={href} className={classNames(inner, 'rounded-sm', touchArea)}>
            {person}
          </AppLink>
        ) : (
          <span className={inner}>{person}</span>
        )}
        {children}
      </span>
    </Cell>
  )
}

type PersonTextProps = Pick<PersonCellProps, 'name' | 'note'> & { isNoteOptional: boolean | undefined }

function PersonText({ name, note, isNoteOptional }: PersonTextProps) {
  return (
    <span className={textStyles}>
      <span title={name} className="block truncate font-medium">
        {name}
      </span>
      {note && (
        <span title={note} className={classNames(noteStyles, isNoteOptional && 'max-wide:hidden')}>
          {note}
        </span>
      )}
    </span>
  )
}

/** Below 1100 pixels the note follows the name on its line, where there is room for a part of it that says something. */
const textStyles = [
  'min-w-0 leading-tight max-wide:flex max-wide:h-5 max-wide:flex-wrap max-wide:gap-x-2 max-wide:overflow-hidden',
  'max-wide:leading-5',
].join(' ')
const noteStyles =
  'block truncate text-sm text-muted-foreground max-wide:min-w-16 max-wide:flex-1 max-wide:leading-5'
