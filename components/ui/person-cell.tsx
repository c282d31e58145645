'use client'

import type { ReactNode } from 'react'
import { AppLink } from './app-link'
import { Avatar } from './avatar'
import { joinClasses } from './join-classes'
import { Cell } from './table'
import { touchArea } from './touch-area'

interface PersonCellProps {
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

/** The first column of a table of people. Names and addresses end in an ellipsis and never break. */
export function PersonCell({ name, note, isNoteOptional, imageUrl, shape, href, children }: PersonCellProps) {
  const person = (
    <>
      <span className="person-avatar">
        <Avatar name={name} imageUrl={imageUrl ?? undefined} {...(shape && { shape })} />
      </span>
      <PersonText name={name} note={note === name ? null : note} isNoteOptional={isNoteOptional} />
    </>
  )
  return (
    <Cell narrow="first" className="person-cell">
      <span>
        {href ? (
          <AppLink href={href} className={joinClasses('person', touchArea)}>
            {person}
          </AppLink>
        ) : (
          <span className="person">{person}</span>
        )}
        {children}
      </span>
    </Cell>
  )
}

type PersonTextProps = Pick<PersonCellProps, 'name' | 'note'> & { isNoteOptional: boolean | undefined }

function PersonText({ name, note, isNoteOptional }: PersonTextProps) {
  return (
    <span className="person-text">
      <span title={name}>{name}</span>
      {note && (
        <span title={note} className={joinClasses('person-note', isNoteOptional && 'max-wide:hidden')}>
          {note}
        </span>
      )}
    </span>
  )
}
