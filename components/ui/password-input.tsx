'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useState, type ComponentProps } from 'react'
import { controlStyles } from './control-styles'
import { FieldControl } from './field-control'
import { joinClasses } from './join-classes'

/** Its button is named by text, not by a label, so that only the input is labelled “Password”. */
export function PasswordInput(props: Omit<ComponentProps<'input'>, 'type' | 'className'>) {
  const [isShown, setShown] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <span className="relative flex">
      <FieldControl
        as="input"
        {...props}
        type={isShown ? 'text' : 'password'}
        autoCapitalize="none"
        spellCheck={false}
        className={joinClasses(controlStyles, 'h-control pr-11 pl-3')}
      />
      <button type="button" onClick={() => setShown(!isShown)} className={buttonClass}>
        <Icon aria-hidden strokeWidth={1.75} className="size-4" />
        <span className="sr-only">{isShown ? 'Hide password' : 'Show password'}</span>
      </button>
    </span>
  )
}

const buttonClass = [
  'needs-script absolute inset-y-0 right-0 flex w-11 items-center justify-center rounded-md text-muted-foreground',
  'transition-colors duration-hover ease-out hover:text-foreground focus-visible:-outline-offset-2',
].join(' ')
