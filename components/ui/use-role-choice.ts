'use client'

import { useEffect, useEffectEvent, useState, type RefObject } from 'react'
import { useFormStatus } from 'react-dom'

/** Milliseconds without another choice after which a list that stays open is saved. */
const rest = 1000

interface Start {
  /** What the server holds. */
  held: string[]
  /** What was chosen before a refusal. */
  kept: string[] | undefined
  /** Whether it saves itself: when the list closes, or rests, with another choice. None at all is not sent. */
  saves: boolean
  /** Something inside of the form. */
  box: RefObject<HTMLElement | null>
}

/** What is chosen in a list; it follows the server when that comes to hold something else. */
export function useRoleChoice({ held: permissions, kept, saves, box }: Start) {
  const { pending } = useFormStatus()
  const [isOpen, setOpen] = useState(false)
  const [isNoneRefused, setNoneRefused] = useState(false)
  const [known, setKnown] = useState(permissions)
  const [sent, setSent] = useState<string[] | null>(null)
  const [chosen, setChosen] = useState(kept ?? permissions)
  if (!sameRoles(known, permissions)) {
    setKnown(permissions)
    setSent(null)
    // What was chosen while the last choice was under way stays.
    if (sameRoles(chosen, sent ?? known)) setChosen(permissions)
  }

  const isUnsaved = saves && !sameRoles(chosen, permissions) && !(sent && sameRoles(chosen, sent))
  function save(isClosed: boolean) {
    if (chosen.length > 0) {
      setSent(chosen)
      box.current?.closest('form')?.requestSubmit()
      return
    }
    setNoneRefused(true)
    if (isClosed) setChosen(permissions)
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

  /** Saved before the click that closes the list goes on to do what it is for. */
  function turn(open: boolean) {
    setOpen(open)
    if (!open && isUnsaved && !pending) save(true)
  }
  function choose(roles: string[]) {
    setChosen(roles)
    setNoneRefused(false)
  }
  return { chosen, choose, isOpen, turn, isNoneRefused }
}

function sameRoles(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id))
}
