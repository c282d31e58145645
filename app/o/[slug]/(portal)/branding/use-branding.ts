'use client'

import { use, useState } from 'react'
import { FormStateContext } from '@/components/form/form-context'
import { type PictureName, type SavedBranding, type TextName, textNames } from './saved-branding'

interface EditedBranding extends SavedBranding {
  setText: (name: TextName, text: string) => void
  setPicture: (name: PictureName, url: string | undefined) => void
}

/** What the form shows now. Starts with the values entered before an error. */
export function useBranding(saved: SavedBranding): EditedBranding {
  const state = use(FormStateContext)
  const values = state.status === 'refused' ? state.values : {}
  const [texts, setTexts] = useState(() => {
    const start = { ...saved.texts }
    for (const name of textNames) start[name] = [values[name] ?? start[name]].flat()[0] ?? ''
    return start
  })
  const [pictures, setPictures] = useState(saved.pictures)
  return {
    texts,
    pictures,
    setText: (name, text) => {
      setTexts((now) => ({ ...now, [name]: text }))
    },
    setPicture: (name, url) => {
      setPictures((now) => ({ ...now, [name]: url }))
    },
  }
}
