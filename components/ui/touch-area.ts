/** For links and icons that are less high than a finger needs: 24 pixels more where there is no mouse, without moving others. */
export const touchArea =
  'pointer-coarse:relative pointer-coarse:after:absolute pointer-coarse:after:-inset-y-3 pointer-coarse:after:inset-x-0'
