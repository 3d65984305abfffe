/** Settings of a school whose families hear by the clock on the wall, which may show night. */
export const NEVER_QUIET = { quietFrom: 0, quietTo: 0 };
