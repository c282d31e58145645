'use client'

import { createContext, use, type ReactNode } from 'react'
import type { FormAction } from '@/components/form/form'
import { RowAnswer, RowButton, RowForm, useDoneMessage } from '@/components/form/row-form'
import { RowIcon } from '@/components/ui/row-icon'
import { invitationLink, LinkField, useCopying } from './copy-link'

const formId = 'copy-link'

const Context = createContext<{ isShown: boolean; hide: () => void }>({
  isShown: false,
  hide: () => undefined,
})

/** If the browser does not allow copying, the row shows the link to be copied by hand. */
export function CopyLinkForm({ action, children }: { action: FormAction; children: ReactNode }) {
  const { isShown, copy, hide } = useCopying(invitationLink.copied)
  return (
    <Context value={{ isShown, hide }}>
      <RowForm
        id={formId}
        action={action}
        onDone={copy}
        answer={(link) => <LinkField link={link} name={invitationLink.name} />}
      >
        {children}
      </RowForm>
    </Context>
  )
}

export function CopyLinkInRow({ id }: { id: string }) {
  const { isShown, hide } = use(Context)
  const link = useDoneMessage(formId, id)
  return (
    <>
      <RowButton
        form={formId}
        rowId={id}
        variant="ghost"
        size="compact"
        aria-label="Copy link"
        title="Copy link"
        onClick={hide}
        onBlur={({ relatedTarget }) => !(relatedTarget instanceof HTMLInputElement) && hide()}
      >
        <RowIcon name="link" />
      </RowButton>
      {isShown && link !== undefined && (
        <div
          onBlur={hide}
          className="absolute top-full right-0 z-10 w-52 rounded-md bg-background text-left sm:w-72"
        >
          <LinkField link={link} name={invitationLink.name} />
        </div>
      )}
      <RowAnswer form={formId} rowId={id} />
    </>
  )
}
