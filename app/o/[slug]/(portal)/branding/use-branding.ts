'use client'

import { useState } from 'react'
import type { PictureName, SavedBranding, TextName } from './saved-branding'

export interface EditedBranding extends SavedBranding {
  setText: (name: TextName, text: string) => void
  setPicture: (name: PictureName, url: string | undefined) => void
}

/** What the form shows now. Starts again when something else is saved. */
export function useBranding(saved: SavedBranding): EditedBranding {
  const [base, setBase] = useState(JSON.stringify(saved))
  const [texts, setTexts] = useState(saved.texts)
  const [pictures, setPictures] = useState(saved.pictures)
  if (base !== JSON.stringify(saved)) {
    setBase(JSON.stringify(saved))
    setTexts(saved.texts)
    setPictures(saved.pictures)
  }
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
