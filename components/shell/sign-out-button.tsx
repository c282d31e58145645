'use client'

import { LogOut } from 'lucide-react'
import { Button } from '@/components/ui/button'

export function SignOutButton({ signOut }: { signOut: (form: FormData) => Promise<void> }) {
  return (
    <form action={signOut} className="shrink-0">
      <Button type="submit" variant="ghost" size="icon" aria-label="Sign out" title="Sign out">
        <LogOut aria-hidden strokeWidth={1.75} />
      </Button>
    </form>
  )
}
