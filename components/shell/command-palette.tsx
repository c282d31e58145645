'use client'

import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { backdropStyles } from '@/components/ui/dialog-styles'
import { itemStyles } from '@/components/ui/floating-styles'
import { startNavigation } from '@/components/ui/navigation-state'
import { paletteGroups, type PaletteContent, type PaletteGroup, type PaletteItem } from './palette-groups'
import { useMemberSearch } from './use-member-search'

export interface CommandPaletteProps {
  content: PaletteContent
  open: boolean
  onOpenChange: (open: boolean) => void
}

const popupStyles = [
  'floats fixed top-[min(12dvh,6rem)] left-1/2 z-40 flex max-h-[min(76dvh,30rem)] w-[calc(100vw-2rem)] max-w-form flex-col',
  '-translate-x-1/2 overflow-hidden rounded-lg border bg-background shadow-float',
].join(' ')

const label = 'Search or jump to…'

export function CommandPalette({ content, open, onOpenChange }: CommandPaletteProps) {
  return (
    <BaseDialog.Root open={open} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdropStyles} />
        <BaseDialog.Popup className={popupStyles}>
          <BaseDialog.Title className="sr-only">{label}</BaseDialog.Title>
          <PaletteSearch content={content} close={() => onOpenChange(false)} />
          <BaseDialog.Close className="sr-only">Close</BaseDialog.Close>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}

function PaletteSearch({ content, close }: { content: PaletteContent; close: () => void }) {
  const router = useRouter()
  const [text, setText] = useState('')
  const { members, search } = useMemberSearch(content.people?.find)
  const { startsWith } = Autocomplete.useFilter({ sensitivity: 'base' })
  const goTo = (href: string) => startNavigation(() => router.push(href))

  function type(value: string) {
    setText(value)
    search(value)
  }

  /** Each word that was typed begins one of the item’s. */
  function isMatch({ label, words = '', isFound }: PaletteItem, query: string) {
    const own = wordsOf(`${label} ${words}`)
    return isFound === true || wordsOf(query).every((typed) => own.some((word) => startsWith(word, typed)))
  }

  return (
    <Autocomplete.Root
      open
      inline
      autoHighlight="always"
      keepHighlight
      value={text}
      onValueChange={type}
      items={paletteGroups(content, members, goTo)}
      itemToStringValue={({ label }: PaletteItem) => label}
      filter={isMatch}
    >
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden strokeWidth={1.75} className="size-4 shrink-0 text-muted-foreground" />
        <Autocomplete.Input
          aria-label={label}
          placeholder={label}
          maxLength={100}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none max-sm:text-lg"
        />
      </div>
      <Autocomplete.Empty className="px-4 text-muted-foreground not-empty:py-6">
        Nothing matches.
      </Autocomplete.Empty>
      <Autocomplete.List className="min-h-0 overflow-y-auto overscroll-contain p-2 empty:hidden">
        {(group: PaletteGroup) => <Group key={group.label} group={group} close={close} />}
      </Autocomplete.List>
    </Autocomplete.Root>
  )
}

function wordsOf(text: string): string[] {
  return text.split(/[\s-]+/).filter(Boolean)
}

function Group({ group, close }: { group: PaletteGroup; close: () => void }) {
  return (
    <Autocomplete.Group items={group.items} className="pb-2 last:pb-0">
      <Autocomplete.GroupLabel className="px-2.5 pt-1 pb-1 text-xs font-medium text-muted-foreground">
        {group.label}
      </Autocomplete.GroupLabel>
      <Autocomplete.Collection>
        {(item: PaletteItem) => (
          <Autocomplete.Item
            key={item.id}
            value={item}
            onClick={() => {
              close()
              item.run()
            }}
            className={classNames(itemStyles, 'scroll-my-2')}
          >
            <span className="flex size-6 shrink-0 items-center justify-center">{item.icon}</span>
            <span className="min-w-0 truncate">{item.label}</span>
            {item.hint && <span className="min-w-0 flex-1 truncate text-muted-foreground">{item.hint}</span>}
          </Autocomplete.Item>
        )}
      </Autocomplete.Collection>
    </Autocomplete.Group>
  )
}
