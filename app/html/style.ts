/** The report's style sheet: LOOK.md's tokens and type, for a screen and for paper. */

import type { Theme } from '../../engine';

export function styleSheet(theme: Theme): string {
  return `${theme === 'dark' ? dark : light}${rules}`;
}

const light = `:root{color-scheme:light;--bg:#F2F3F5;--surface:#FFFFFF;--sunken:#F8F9FA;--line:#E2E5E9;--line2:#CBD0D7;--ink:#14171C;--ink2:#464D58;--ink3:#646C78;--accent:#4433BC;--tint:#EFEDFB;--alarm:#B8371C;--alarm-line:#EBB9AC;--alarm-tint:#FBEEEA}`;
const dark = `:root{color-scheme:dark;--bg:#0E1013;--surface:#15181C;--sunken:#111417;--line:#262B32;--line2:#3A414B;--ink:#E8EBEF;--ink2:#AAB2BD;--ink3:#87919D;--accent:#B5AAFF;--tint:#221F3E;--alarm:#FF8A6E;--alarm-line:#7A3B2B;--alarm-tint:#331D17}`;

const rules = `
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:13px/18px "Inter Variable",Inter,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1040px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:22px;line-height:29px;font-weight:600;margin:0 0 4px}
h2{font-size:16px;line-height:22px;font-weight:600;margin:28px 0 8px}
h3,h4{font-size:14px;line-height:20px;font-weight:600;margin:16px 0 6px}
p,ul,ol,blockquote{margin:0 0 8px;max-width:88ch}
.facts,.verdict,.diagnostic{max-width:none}
blockquote{border-left:3px solid var(--line2);padding-left:12px;color:var(--ink2)}
a{color:var(--accent)}
code,pre,.id{font-family:"JetBrains Mono Variable","JetBrains Mono",ui-monospace,monospace;font-size:12px}
pre{background:var(--sunken);border:1px solid var(--line);border-radius:4px;padding:8px 12px;overflow:auto;margin:0 0 8px;line-height:16px}
.facts,.note{color:var(--ink3);font-size:12px;line-height:16px}
.cell{background:var(--surface);border:1px solid var(--line);border-radius:5px;padding:12px 16px;margin:0 0 8px;break-inside:avoid}
.cell>header{display:flex;gap:8px;align-items:baseline;margin-bottom:8px}
.cell>header .kind{color:var(--ink3);font-size:11px}
.cell>header .id{font-weight:600}
.cell>header .state{margin-left:auto;color:var(--ink3);font-size:12px}
.cell.error,.cell.blocked{border-color:var(--alarm-line)}
.verdict{font-size:14px;line-height:20px;font-weight:600;margin:0 0 8px}
table{border-collapse:collapse;font-size:12px;line-height:16px;margin:0 0 12px;width:100%}
.wide{overflow-x:auto}
th,td{padding:4px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--ink3);font-weight:500;font-size:11px;white-space:nowrap}
td.number,th.number{text-align:right;white-space:nowrap}
td.words,td.number.words{white-space:normal}
td:first-child{min-width:96px}
td .unit{color:var(--ink3)}
td .change,.small{color:var(--ink3);font-size:11px}
.alarm{color:var(--alarm);font-weight:600}
.better{color:var(--accent)}.worse{color:var(--alarm)}
.best{font-weight:600}
.trust{color:var(--ink3);font-size:11px}
.diagnostic{border-left:3px solid var(--line2);padding:2px 8px;margin:0 0 4px}
.diagnostic.error{border-color:var(--alarm);background:var(--alarm-tint)}
.diagnostic.warning{border-color:var(--alarm)}
figure{margin:12px 0}
figcaption{margin-bottom:4px}figcaption b{font-weight:600}figcaption span{color:var(--ink3);margin-left:8px}
figure svg{max-width:100%;height:auto;display:block}
details summary{cursor:pointer;color:var(--accent);font-size:12px;margin:8px 0}
footer{margin-top:32px;border-top:1px solid var(--line);padding-top:12px}
@media print{body{background:none}main{padding:0;max-width:none}.cell{border:none;padding:0}details>*{display:block}}
`;
