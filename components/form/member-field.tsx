'use client'

import { Autocomplete } from '@base-ui/react/autocomplete'
import { useState, type ReactNode } from 'react'
import { useMemberSearch, type FoundMember } from '@/components/shell/use-member-search'
import { Avatar } from '@/components/ui/avatar'
import { classNames } from '@/components/ui/class-names'
import { controlStyles } from '@/components/ui/control-styles'
import { Field } from '@/components/ui/field'
import { useFieldControl, useSubmittedText } from '@/components/ui/field-context'
import { floatingStyles, itemStyles } from '@/components/ui/floating-styles'

interface MemberFieldProps {
  slug: string
  name: string
  label: ReactNode
  help?: string
}

/** Sends an email address: of the member who was chosen, or as it was typed. */
export function MemberField({ slug, name, label, help }: MemberFieldProps) {
  return (
    <Field name={name} label={label} help={help}>
      <MemberInput slug={slug} />
    </Field>
  )
}

function MemberInput({ slug }: { slug: string }) {
  const wiring = useFieldControl({})
  const submitted = useSubmittedText(wiring.name)
  const { members, search } = useMemberSearch(`/o/${slug}/find-members`)
  const [isOpen, setOpen] = useState(false)
  return (
    <Autocomplete.Root
      items={members}
      filter={null}
      itemToStringValue={({ email }: FoundMember) => email}
      defaultValue={submitted ?? ''}
      // An open list hides the rest of the page from screen readers, even an empty one.
      open={isOpen && members.length > 0}
      onOpenChange={setOpen}
      onValueChange={(text, { reason }) => reason === 'input-change' && search(text)}
    >
      <Autocomplete.Input
        {...wiring}
        placeholder="Name or email"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        className={classNames(controlStyles, 'h-control px-3')}
      />
      <Autocomplete.Portal>
        <Autocomplete.Positioner sideOffset={4} collisionPadding={8} className="z-50 w-(--anchor-width)">
          <Autocomplete.Popup className={classNames(floatingStyles, 'max-w-none')}>
            <Autocomplete.List>
              {(member: FoundMember) => <FoundItem key={member.userId} member={member} />}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  )
}

function FoundItem({ member }: { member: FoundMember }) {
  const { name, email, picture } = member
  return (
    <Autocomplete.Item value={member} className={itemStyles}>
      <Avatar name={name} imageUrl={picture ?? undefined} size="small" />
      <span className="min-w-0 truncate">{name}</span>
      {email !== name && <span className="min-w-0 flex-1 truncate text-muted-foreground">{email}</span>}
    </Autocomplete.Item>
  )
}
