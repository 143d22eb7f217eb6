import type { ReasonTree } from '../domain/events/throughput.ts';

type Reason = ReasonTree['reasons'][number];
type Loss = Reason['loss'];
/** Code, Vietnamese, English. A machine that raises an alarm names it by the same code. */
type Named = readonly [code: string, vi: string, en: string];

const group = ([code, vi, en]: Named, loss: Loss, reasons: readonly Named[]): readonly Reason[] => [
  { code, name: { vi, en }, loss, alarms: [] },
  ...reasons.map(([own, ownVi, ownEn]) => ({
    code: own,
    name: { vi: ownVi, en: ownEn },
    parent: code,
    loss,
    alarms: [own],
  })),
];

/** Why stations of the simulated plant stop: what its machines say, and what people choose. */
export const plantReasons: ReasonTree = {
  reasons: [
    ...group(['machine', 'Máy hỏng', 'Machine fault'], 'failure', [
      ['nozzle_clogged', 'Tắc vòi', 'Nozzle clogged'],
      ['stencil_clogged', 'Tắc khuôn in', 'Stencil clogged'],
      ['pick_error', 'Lỗi hút linh kiện', 'Pick error'],
      ['vision_error', 'Lỗi nhận dạng', 'Vision error'],
      ['camera_fault', 'Lỗi camera', 'Camera fault'],
      ['gripper_fault', 'Lỗi tay gắp', 'Gripper fault'],
      ['wire_break', 'Đứt dây', 'Wire break'],
      ['pressure_low', 'Thiếu áp suất', 'Pressure too low'],
      ['heater_fault', 'Lỗi gia nhiệt', 'Heater fault'],
      ['charger_fault', 'Lỗi bộ nạp từ', 'Charger fault'],
      ['microphone_fault', 'Lỗi micro đo', 'Microphone fault'],
      ['bench_equipment', 'Hỏng thiết bị bàn sửa', 'Bench equipment broken'],
    ]),
    ...group(['jam', 'Kẹt', 'Jam'], 'failure', [
      ['board_jam', 'Kẹt bo mạch', 'Board jam'],
      ['chain_jam', 'Kẹt xích tải', 'Chain jam'],
      ['mandrel_jam', 'Kẹt trục quấn', 'Mandrel jam'],
      ['tray_jam', 'Kẹt khay', 'Tray jam'],
      ['feeder_jam', 'Kẹt bộ cấp liệu', 'Feeder jam'],
      ['carton_jam', 'Kẹt thùng', 'Carton jam'],
    ]),
    ...group(['material', 'Vật tư', 'Material'], 'material', [
      ['lot_empty', 'Hết vật tư', 'Material ran out'],
      ['no_boards', 'Chờ bo mạch', 'No boards'],
      ['tape_out', 'Hết băng keo', 'Tape ran out'],
      ['ribbon_out', 'Hết ruy băng in', 'Ribbon ran out'],
    ]),
    ...group(['setup', 'Chuyển đổi', 'Changeover'], 'setup', [
      ['product_change', 'Đổi mã hàng', 'Product change'],
      ['first_setup', 'Cài đặt đầu ca', 'First set-up'],
      ['lot_end', 'Thay cuộn, thay khay', 'Reel or tray change'],
      ['taken_off', 'Đổi lô giữa chừng', 'Lot taken off'],
      ['tank_topped_up', 'Châm thêm bồn', 'Tank topped up'],
      ['adapter_change', 'Thay đầu đo', 'Adapter change'],
    ]),
    ...group(['quality', 'Chất lượng', 'Quality'], 'quality', [
      ['false_calls', 'Báo lỗi giả', 'False calls'],
      ['print_unreadable', 'Nhãn in không đọc được', 'Print not readable'],
      ['quality_check', 'Kiểm tra chất lượng', 'Quality check'],
    ]),
    ...group(['system', 'Hệ thống', 'System'], 'waiting', [
      ['waiting_for_permission', 'Chờ cho phép chạy', 'Waiting for permission'],
      ['waiting_for_record', 'Chờ ghi nhận dữ liệu', 'Waiting for the record'],
    ]),
    ...group(['people', 'Con người', 'People'], 'other', [
      ['no_operator', 'Thiếu người', 'No operator'],
      ['meeting', 'Họp, giao ca', 'Meeting, hand-over'],
    ]),
    ...group(['planned', 'Có kế hoạch', 'Planned'], 'planned', [
      ['maintenance', 'Bảo trì định kỳ', 'Maintenance'],
      ['cleaning', 'Vệ sinh máy', 'Cleaning'],
    ]),
  ],
};
