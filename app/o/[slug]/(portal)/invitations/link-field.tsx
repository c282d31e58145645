import { Input } from '@/components/ui/input'

/** @param name what kind of link it is */
export function LinkField({ link, name }: { link: string; name: string }) {
  return <Input readOnly value={link} aria-label={name} className="font-mono text-sm" />
}
