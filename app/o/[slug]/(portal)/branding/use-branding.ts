'use client'

import { useState } from 'react'
import type { PictureName, SavedBranding, TextName } from './saved-branding'

export interface EditedBranding extends SavedBranding {
  setText: (name: TextName, text: string) => void
  setPicture: (name: PictureName, url: string | undefined) => void
  /** Call it when the form is sent. */
  noteSent: () => void
}

/** What the form shows now. Once something else is saved, it shows that, except for what was typed since the form was sent. */
export function useBranding(saved: SavedBranding): EditedBranding {
  const [base, setBase] = useState(JSON.stringify(saved))
  const [texts, setTexts] = useState(saved.texts)
  const [pictures, setPictures] = useState(saved.pictures)
  const [sent, setSent] = useState<Texts>()
  if (base !== JSON.stringify(saved)) {
    setBase(JSON.stringify(saved))
    setTexts(sent ? withLaterText(saved.texts, texts, sent) : saved.texts)
    setSent(undefined)
    setPictures(saved.pictures)
  }
  return {
    texts,
    pictures,
    setText: (name, text) => setTexts((now) => ({ ...now, [name]: text })),
    setPicture: (name, url) => setPictures((now) => ({ ...now, [name]: url })),
    noteSent: () => setSent(texts),
  }
}

type Texts = SavedBranding['texts']

function withLaterText(saved: Texts, texts: Texts, sent: Texts): Texts {
  const later = Object.entries(texts).filter(([name, text]) => text !== sent[name as TextName])
  return { ...saved, ...Object.fromEntries(later) }
}
