'use client'

import { useEffect, useEffectEvent, useState, type RefObject } from 'react'
import { useFormStatus } from 'react-dom'

/** Milliseconds after the last choice until an open list is saved. */
const rest = 1000

interface RoleChoiceOptions {
  saved: string[]
  submitted: string[] | undefined
  /** Saves when the list closes or after a pause, if the choice has changed. An empty choice is not sent. */
  saves: boolean
  box: RefObject<HTMLElement | null>
}

/** Follows the server when the saved roles change. */
export function useRoleChoice({ saved, submitted, saves, box }: RoleChoiceOptions) {
  const { pending } = useFormStatus()
  const [isOpen, setOpen] = useState(false)
  const [isNoneRefused, setNoneRefused] = useState(false)
  const [lastSaved, setLastSaved] = useState(saved)
  const [sent, setSent] = useState<string[] | null>(null)
  const [chosen, setChosen] = useState(submitted ?? saved)
  if (!sameRoles(lastSaved, saved)) {
    setLastSaved(saved)
    setSent(null)
    // Keeps what was chosen while the last save was in progress.
    if (sameRoles(chosen, sent ?? lastSaved)) setChosen(saved)
  }

  const isUnsaved = saves && !sameRoles(chosen, saved) && !(sent && sameRoles(chosen, sent))
  function save(isClosed: boolean) {
    if (chosen.length > 0) {
      setSent(chosen)
      box.current?.closest('form')?.requestSubmit()
      return
    }
    setNoneRefused(true)
    if (isClosed) setChosen(saved)
  }

  const saveLater = useEffectEvent(() => {
    save(!isOpen)
  })
  useEffect(() => {
    if (!isUnsaved || pending) return
    const leave = () => {
      saveLater()
    }
    const timer = setTimeout(leave, isOpen ? rest : 0)
    window.addEventListener('beforeunload', leave)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('beforeunload', leave)
    }
  }, [chosen, isUnsaved, pending, isOpen])

  /** Saves before the click that closes the list takes effect. */
  function setListOpen(open: boolean) {
    setOpen(open)
    if (!open && isUnsaved && !pending) save(true)
  }
  function choose(roles: string[]) {
    setChosen(roles)
    setNoneRefused(false)
  }
  return { chosen, choose, isOpen, setListOpen, isNoneRefused }
}

function sameRoles(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id))
}
