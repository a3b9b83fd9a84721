/** The report's style sheet: LOOK.md's tokens and type, for a screen and for paper. */

import type { Theme } from '../../engine';

export function styleSheet(theme: Theme): string {
  return `${theme === 'dark' ? dark : light}${rules}`;
}

const light = `:root{color-scheme:light;--bg:#F2F3F5;--surface:#FFFFFF;--sunken:#F8F9FA;--line:#E2E5E9;--line2:#CBD0D7;--ink:#14171C;--ink2:#464D58;--ink3:#646C78;--accent:#4433BC;--tint:#EFEDFB;--alarm:#B8371C;--alarm-line:#EBB9AC;--alarm-tint:#FBEEEA}`;
const dark = `:root{color-scheme:dark;--bg:#0E1013;--surface:#15181C;--sunken:#111417;--line:#262B32;--line2:#3A414B;--ink:#E8EBEF;--ink2:#AAB2BD;--ink3:#87919D;--accent:#B5AAFF;--tint:#221F3E;--alarm:#FF8A6E;--alarm-line:#7A3B2B;--alarm-tint:#331D17}`;

const rules = `
*{box-sizing:border-box}
html{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0;background:var(--bg);color:var(--ink);font:13px/19px "Inter Variable",Inter,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:820px;margin:0 auto;padding:32px 40px 64px;background:var(--surface)}
h1{font-size:28px;line-height:34px;font-weight:600;margin:0 0 6px}
h2{font-size:20px;line-height:26px;font-weight:600;margin:36px 0 12px;padding-top:12px;border-top:2px solid var(--ink)}
h3{font-size:15px;line-height:21px;font-weight:600;margin:24px 0 8px}
h4{font-size:13px;line-height:19px;font-weight:600;margin:14px 0 4px}
h2,h3,h4,figcaption,caption{break-after:avoid}
p,ul,ol,blockquote{margin:0 0 8px}
li{margin:0 0 4px}
.prose h2,.prose h3,.prose h4{border:0;padding:0;font-size:14px;line-height:20px;margin:16px 0 6px}
blockquote{border-left:3px solid var(--line2);padding-left:12px;color:var(--ink2)}
a{color:var(--accent)}
nav{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:12px;margin:12px 0 0}
nav a{text-decoration:none}
code,pre,.id{font-family:"JetBrains Mono Variable","JetBrains Mono",ui-monospace,monospace;font-size:11.5px}
pre{background:var(--sunken);border:1px solid var(--line);border-radius:4px;padding:6px 10px;white-space:pre-wrap;margin:0 0 8px;line-height:16px}
.facts,.note{color:var(--ink3);font-size:12px;line-height:16px}
p.verdict{font-size:22px;line-height:29px;font-weight:600;margin:0 0 10px}
p.lead{font-size:15px;line-height:22px;font-weight:600}
p.warning{border-left:3px solid var(--alarm);background:var(--alarm-tint);padding:4px 10px}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:0 24px;margin:12px 0}
.figure{border-top:1px solid var(--line2);padding:8px 0;break-inside:avoid}
.figure dt{color:var(--ink3);font-size:11px;line-height:14px}
.figure dd{margin:2px 0 0}
.figure .big{font-size:20px;line-height:26px;font-weight:600}
.figure .big .unit{font-size:13px;font-weight:400}
.figure .trust{margin-left:8px}
.figure .note{display:block}
.trust{color:var(--ink2);font-size:11px;white-space:nowrap}
.trust::before{content:"";display:inline-block;width:9px;height:9px;border-radius:50%;border:1px solid var(--ink2);margin-right:4px;vertical-align:-1px}
.trust.measured::before{background:var(--ink2)}
.trust.datasheet::before{background:conic-gradient(var(--ink2) 75%,transparent 0)}
.trust.calibrated::before{background:conic-gradient(var(--ink2) 50%,transparent 0)}
.trust.given::before{background:conic-gradient(var(--ink2) 25%,transparent 0)}
.trust.assumed::before{border-style:dashed}
.trust.assumed{text-decoration:underline dotted}
table{border-collapse:collapse;font-size:11.5px;line-height:16px;margin:0 0 14px;width:100%}
caption{text-align:left;font-weight:600;padding:8px 0 4px;font-size:13px}
.wide{overflow-x:auto}
th,td{padding:3px 8px 3px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
tr{break-inside:avoid}
tr:has(+.remark){break-after:avoid}tr:has(+.remark) td{border-bottom:0}.remark td{color:var(--ink2);padding-left:16px}
thead{display:table-header-group}
th{color:var(--ink3);font-weight:500;font-size:11px;vertical-align:bottom}
td.number,th.number{text-align:right}
td.number{white-space:nowrap}
td.words,td.number.words{white-space:normal}
.wide-table{font-size:11px}
.wide-table td.number{white-space:normal}
.wide-table .change{white-space:nowrap}
td .unit{color:var(--ink3)}
td .change{color:var(--ink3);font-size:11px}
.better{color:var(--accent)}.worse{color:var(--alarm)}
.best{font-weight:600}
figure{margin:14px 0;break-inside:avoid}
figcaption{margin-bottom:4px}figcaption b{font-weight:600}figcaption span{color:var(--ink3);margin-left:8px;font-size:12px}
figure svg{max-width:100%;height:auto;display:block;overflow:visible}
.derivation{break-inside:avoid;margin:0 0 14px}
.derivation .inputs td{border-bottom:0;padding:1px 12px 1px 0}
.derivation .inputs{width:auto;margin:2px 0 0}
.math{overflow-x:auto;margin:4px 0;font-size:13px}
math{font-family:"STIX Two Math","Cambria Math",math}
.cell{margin:0 0 8px;break-inside:avoid}
.cell header{font-size:11px;color:var(--ink3);margin:0 0 2px}
.cell .id{color:var(--ink);font-weight:600}
.sources{padding-left:20px;font-size:12px;line-height:17px}
footer{margin-top:32px;border-top:1px solid var(--line);padding-top:12px}
.tip{position:fixed;max-width:240px;background:var(--surface);border:1px solid var(--line2);border-radius:5px;padding:6px 8px;font-size:12px;line-height:16px;box-shadow:0 6px 24px rgba(20,23,28,.16);pointer-events:none}
.tip-title{font-weight:600}.tip-value{font-weight:600}.tip-line{color:var(--ink2)}
@page{size:A4;margin:16mm 16mm 18mm}
@media print{body{background:none;font-size:9.5pt;line-height:13.5pt}main{padding:0;max-width:none}.wide,.math{overflow:visible}a{text-decoration:none}
h1{font-size:22px;line-height:28px}h2{font-size:17px;line-height:22px;margin:18px 0 8px;padding-top:8px}h3{font-size:13.5px;line-height:18px;margin:14px 0 6px}
p,ul,ol,blockquote{margin:0 0 5px}p.verdict{font-size:16.5px;line-height:22px;margin:0 0 8px}p.lead{font-size:13.5px;line-height:18px}
.figures{grid-template-columns:repeat(3,1fr);margin:8px 0}.figure{padding:5px 0}.figure .big{font-size:17px;line-height:22px}.figure .note,.trust{font-size:10.5px;line-height:13px}
table{font-size:10.5px;line-height:14px}.wide-table{font-size:10px}th{font-size:10px}td .change,.facts,.note{font-size:10.5px;line-height:14px}th,td{padding:2px 7px 2px 0}caption{font-size:11.5px;padding:5px 0 3px}
#appendix{break-before:page}}
`;
