'use client'

import { Popover } from '@base-ui/react/popover'
import { use, useRef, useState, type ReactNode, type RefObject } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { DialogContext } from '@/components/ui/dialog-context'
import { Disclosure } from '@/components/ui/disclosure'
import { floatingStyles } from '@/components/ui/floating-styles'
import { RoleFields } from '@/components/ui/role-fields'
import { RowIcon } from '@/components/ui/row-icon'
import { PlainRoleList, type RoleOption } from '@/components/ui/plain-role-list'
import { SubmitButton } from '@/components/ui/submit-button'
import { WithoutScript } from '@/components/ui/without-script'
import { useContinued, type ActProps } from './continued'
import { useExpect } from './expected-rows'
import { Form, type FormAction } from './form'
import { FormStateContext, useFieldResult } from './form-context'
import { rolesBefore, rolesIn } from './roles-before'
import { OwnershipQuestion, useOwnershipQuestion } from './ownership-question'

interface RoleEditorProps extends ActProps {
  action: FormAction
  /** Whose roles they are: the name of the member or the address of the invitee. */
  subject: string
  chosen: string[]
  options: RoleOption[]
  /** The row that shows them, in `<ExpectedRows>`. */
  rowId?: string
  /** Where the roles are changed without JavaScript, if not here: in a list it would be a form in each row. */
  plainHref?: string | undefined
  /** Hidden inputs that say whose roles they are. */
  children: ReactNode
}

/** The button “Change role” and what it opens. Nothing is saved before Save. */
export function RoleEditor(editor: RoleEditorProps) {
  const box = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const continued = useContinued(editor)
  const [isOpen, setOpen] = useState(continued !== null)
  const [wasOpened, setOpened] = useState(continued !== null)
  return (
    <span ref={box}>
      <Button
        ref={button}
        variant="ghost"
        size="small"
        className="needs-script"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => {
          setOpened(true)
          setOpen(!isOpen)
        }}
      >
        <RowIcon name="pencil" className="wide:hidden" />
        <span className="whitespace-nowrap max-wide:sr-only">Change role</span>
      </Button>
      {wasOpened && (
        <RolePopover {...editor} box={box} button={button} isOpen={isOpen} onClose={() => setOpen(false)} />
      )}
      {editor.plainHref === undefined ? <PlainEditor {...editor} /> : <PlainLink href={editor.plainHref} />}
    </span>
  )
}

interface RolePopoverProps extends RoleEditorProps {
  box: RefObject<HTMLElement | null>
  button: RefObject<HTMLElement | null>
  isOpen: boolean
  onClose: () => void
}

function RolePopover({ box, button, isOpen, onClose, subject, ...editor }: RolePopoverProps) {
  const { act, actOn } = editor
  const question = useOwnershipQuestion({ before: [editor.chosen], options: editor.options })
  const expect = useExpect()
  return (
    <>
      <Popover.Root
        open={isOpen}
        // A press outside would lose the choice, and so would the focus that leaves for the question.
        onOpenChange={(open, { reason }) => {
          if (!open && reason === 'escape-key' && !question.asked) onClose()
        }}
      >
        <Popover.Portal container={box}>
          <Popover.Positioner
            anchor={button}
            // Where it moves to must not widen the page.
            positionMethod="fixed"
            align="end"
            sideOffset={4}
            collisionPadding={8}
            className="z-30 whitespace-normal"
          >
            <Popover.Popup
              aria-label={`Roles of ${subject}`}
              initialFocus={false}
              finalFocus={button}
              className={classNames(floatingStyles, 'w-72 p-3 text-left')}
            >
              <DialogContext value={onClose}>
                <Form
                  action={editor.action}
                  act={act}
                  actOn={actOn}
                  undo={editor.action}
                  onSubmit={question.askBefore}
                  onStart={(form) => {
                    const roles = rolesIn(form.getAll('roles'), editor.options)
                    if (editor.rowId !== undefined) expect({ [editor.rowId]: { roles } })
                  }}
                  onUndo={(form) => expect(rolesBefore(form, editor.options))}
                  className="flex flex-col gap-3"
                >
                  {editor.children}
                  <ChosenRoles options={editor.options} chosen={editor.chosen} />
                  <div className="flex justify-end gap-2">
                    <Button size="small" onClick={onClose}>
                      Cancel
                    </Button>
                    <SubmitButton size="small">Save</SubmitButton>
                  </div>
                </Form>
              </DialogContext>
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      <OwnershipQuestion subject={subject} question={question} />
    </>
  )
}

function ChosenRoles({ options, chosen }: Pick<RoleEditorProps, 'options' | 'chosen'>) {
  const { submitted } = useFieldResult('roles')
  const isContinued = submitted !== undefined
  return <RoleFields options={options} chosen={submitted ?? chosen} isContinued={isContinued} />
}

function PlainLink({ href }: { href: string }) {
  return (
    <WithoutScript>
      <a href={href} className="underline">
        Change role
      </a>
    </WithoutScript>
  )
}

function PlainEditor({ action, act, actOn, options, chosen, children }: RoleEditorProps) {
  const fixed = options.filter(
    ({ id, disabledReason }) => disabledReason !== undefined && chosen.includes(id),
  )
  return (
    <WithoutScript>
      <Form action={action} act={act} actOn={actOn} className="flex flex-col items-start gap-2 text-left">
        {children}
        {fixed.map(({ id }) => (
          // Browsers do not send disabled options, and roles that are not sent would be removed.
          <input key={id} type="hidden" name="roles" value={id} />
        ))}
        <PlainFields options={options} chosen={chosen} />
      </Form>
    </WithoutScript>
  )
}

function PlainFields({ options, chosen }: Pick<RoleEditorProps, 'options' | 'chosen'>) {
  const { status } = use(FormStateContext)
  return (
    <Disclosure title="Change role" isOpen={status === 'refused' || status === 'continued'}>
      <PlainRoleList options={options} chosen={chosen} name="roles" label="Role" />
      <SubmitButton size="small">Save</SubmitButton>
    </Disclosure>
  )
}
