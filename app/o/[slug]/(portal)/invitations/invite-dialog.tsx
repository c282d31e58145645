'use client'

import { FileUp, Keyboard } from 'lucide-react'
import { useState, type DragEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { InviteeFileForm } from './from-file/invitee-file-form'
import { useInviteeFile } from './from-file/use-invitee-file'
import { UnsentNotice } from './unsent-notice'
import { InviteForm } from './invite-form'
import { inviteTitle } from './invite-title'
import type { LoadedChoices } from './loaded-choices'

interface InvitePanelsProps {
  slug: string
  choices: LoadedChoices
  onRetry: () => void
}

interface InviteDialogProps extends InvitePanelsProps {
  organizationName: string
  canSendEmail: boolean
  open: boolean
  onOpenChange: (open: boolean) => void
}

export default function InviteDialog(props: InviteDialogProps) {
  const { organizationName, canSendEmail, open, onOpenChange, ...panels } = props
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={inviteTitle}
      description={
        canSendEmail
          ? `Each person gets an email with a link to join ${organizationName}.`
          : `Each person gets an invitation to join ${organizationName}.`
      }
      width="wide"
    >
      {!canSendEmail && <UnsentNotice />}
      <InvitePanels {...panels} />
    </Dialog>
  )
}

/** A file can be dropped on both; what was typed stays while the file is shown. */
function InvitePanels({ slug, choices, onRetry }: InvitePanelsProps) {
  const file = useInviteeFile(slug)
  const [isFile, setIsFile] = useState(false)
  const Icon = isFile ? Keyboard : FileUp

  function drop(event: DragEvent) {
    const dropped = event.dataTransfer.files[0]
    if (!dropped) return
    event.preventDefault()
    setIsFile(true)
    void file.check({ file: dropped })
  }
  return (
    <div onDragOver={allowFile} onDrop={drop} className="flex min-w-0 flex-col gap-4">
      {file.progress === undefined && (
        <Button size="small" className="self-start" onClick={() => setIsFile(!isFile)}>
          <Icon aria-hidden strokeWidth={1.75} />
          {isFile ? 'Type addresses' : 'From a file'}
        </Button>
      )}
      <div hidden={isFile}>
        <InviteForm slug={slug} choices={choices} onRetry={onRetry} />
      </div>
      {isFile && <InviteeFileForm file={file} choices={choices} onRetry={onRetry} />}
    </div>
  )
}

function allowFile(event: DragEvent) {
  if (event.dataTransfer.types.includes('Files')) event.preventDefault()
}
