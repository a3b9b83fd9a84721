/** Words of sweeps, ROI cases and long work. */

import { word } from './word';

export const decisionWords = {
  'progress.of': word('{done} of {total}', '{done} / {total}'),
  'progress.left': word('{seconds} s left', '剩余 {seconds} 秒'),
  'progress.left-minutes': word('{minutes} min left', '剩余 {minutes} 分钟'),
  'progress.cancel': word('Cancel', '取消'),

  'sweep.run': word('Run the sweep', '运行扫描'),
  'sweep.run-again': word('Run again', '再次运行'),
  'sweep.run-file': word('Run into a file…', '运行并写入文件…'),
  'sweep.running': word('Sweeping', '正在扫描'),
  'sweep.points': word('{points} points: {axes}', '{points} 个点：{axes}'),
  'sweep.plan': word('{time}; runs on {threads|thread|threads}', '{time}；以 {threads} 个线程运行'),
  'sweep.planning': word('Timing a few of them', '正在试算几个点的用时'),
  'sweep.done': word('{points} points in {seconds} s', '{points} 个点，用时 {seconds} 秒'),
  'sweep.written': word('rows are in {path}', '各点已写入 {path}'),
  'sweep.cancelled': word('Cancelled after {done} of {points} points', '已取消：完成 {done} / {points} 个点'),
  'sweep.old': word('Out of date: what is swept has changed since.', '已过期：扫描内容此后有改动。'),
  'sweep.none': word('None of {points} points will do', '{points} 个点均不可行'),
  'sweep.fine': word(
    '{fine} of {points} points will do; best at {metric}',
    '{points} 个点中 {fine} 个可行；按{metric}选优',
  ),
  'sweep.views': word('Results of the sweep', '扫描结果'),
  'sweep.view.frontier': word('Frontier', '前沿'),
  'sweep.view.heat': word('Heat map', '热图'),
  'sweep.view.points': word('Points', '各点'),
  'sweep.view.left-out': word('Left out', '未计入'),
  'sweep.nothing-fits': word('No point has figures to draw', '没有可绘制数值的点'),
  'sweep.no-heat': word('Nothing is varied that could be crossed', '没有可交叉的变量'),
  'sweep.figure': word('Figure', '数值'),
  'sweep.across': word('Across', '横轴'),
  'sweep.down': word('Down', '纵轴'),
  'sweep.which': word('Which points', '哪些点'),
  'sweep.only.fine': word('Will do', '可行'),
  'sweep.only.left-out': word('Left out', '未计入'),
  'sweep.only.all': word('All', '全部'),
  'sweep.rows': word('{shown} of {rows}', '{shown} / {rows}'),
  'sweep.sample': word(
    '{rows} of {points} points: spread evenly, with the best and the frontiers',
    '{points} 个点中的 {rows} 个：均匀抽取，并含最佳点与前沿',
  ),
  'sweep.more': word('Show more', '显示更多'),

  'case.label': word('Question and verdict', '问题与结论'),
  'case.rests': word('Rests on {count} conditions; all hold', '依据 {count} 个条件，全部成立'),
  'case.rests-failed': word(
    '{failed} of the {count} conditions it rests on no longer hold',
    '所依据的 {count} 个条件中有 {failed} 个不再成立',
  ),
  'case.is': word('is {is}', '实际为 {is}'),
  'case.no-figure': word('there is no such figure', '没有这个数值'),

  'roi.hour': word('cost an hour', '每小时成本'),
  'roi.month': word('cost a month', '每月成本'),
  'roi.margin': word('margin', '毛利率'),
  'roi.payback': word('payback', '回收期'),
  'roi.npv': word('net present value', '净现值'),
  'roi.break-even': word('break-even card-hour', '盈亏平衡卡时价'),
} as const;
