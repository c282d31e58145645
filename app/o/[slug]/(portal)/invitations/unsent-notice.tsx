import { Notice } from '@/components/ui/notice'

/** Where no one can send the invitations. */
export function UnsentNotice() {
  return (
    <Notice tone="warning" title="Email isn’t set up here yet" className="mb-4">
      Nobody gets an email. Copy each invitation’s link and share it with someone who can already sign in, or
      ask whoever runs this site to set up email first.
    </Notice>
  )
}
