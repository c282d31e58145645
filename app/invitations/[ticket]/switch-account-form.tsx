import { SubmitButton } from '@/components/ui/submit-button'
import { signOut } from '../../(front)/actions'

/** Signs out, and returns to the page of the link. */
export function SwitchAccountForm({ path, variant }: { path: string; variant: 'primary' | 'ghost' }) {
  return (
    <form action={signOut}>
      <input type="hidden" name="return_to" value={path} />
      <SubmitButton width="full" variant={variant}>
        Switch account
      </SubmitButton>
    </form>
  )
}
