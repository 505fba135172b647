/** Where programs are looked for: a root shell without login often lacks the folders of `ip` and `iptables`. */
export const SEARCH_PATH = `${process.env.PATH}:/usr/sbin:/sbin`;
