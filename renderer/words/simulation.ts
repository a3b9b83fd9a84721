/** Words of a simulation: its run, its timeline, its requests. */

import { word } from './word';

export const simulationWords = {
  'simulation.waits': word('{requests} requests to simulate', '待仿真 {requests} 个请求'),
  'simulation.waits-trace': word('A trace to simulate', '待仿真的请求记录'),
  'simulation.run': word('Run', '运行'),
  'simulation.again': word('Run again', '重新运行'),
  'simulation.cancel': word('Cancel', '取消'),
  'simulation.progress': word('{done} of {total} requests', '已完成 {done} / {total} 个请求'),
  'simulation.progress-trace': word('{done} requests', '已完成 {done} 个请求'),
  'simulation.simulated': word('{time} simulated', '已仿真 {time}'),
  'simulation.cancelled': word('Cancelled after {done} of {total} requests', '已取消：完成 {done} / {total} 个请求'),
  'simulation.failed': word('The simulation failed: {reason}', '仿真失败：{reason}'),
  'simulation.earlier': word('Below: the answer to the question before', '下方为上一个问题的结果'),
  'simulation.play': word('Play the run', '播放'),
  'simulation.pause': word('Pause', '暂停'),
  'simulation.scrub': word('Moment of the run', '运行时刻'),
  'simulation.requests': word('Requests one by one', '逐个请求'),
  'simulation.requests-some': word('{n} of {all}, picked evenly', '共 {all} 个，均匀取 {n} 个'),
  'simulation.save-csv': word('Save as CSV', '另存为 CSV'),
} as const;
