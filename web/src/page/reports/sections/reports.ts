import type { IconName } from '../../../plain/icons';
import { attendanceSections } from './attendance';
import { gradeSections } from './grades';
import { loadSections, mentoringSections, reachedSections } from './mentoring';
import { obligationSections } from './obligations';
import { ownSections } from './own';
import { problemSections } from './problems';
import type { Asked, Section } from './section';
import { taskSections } from './tasks';
import { monthlySections, yearlySections } from './whole';

/** Something that is asked often, and how it is answered. */
export interface Report {
  /** As its address has it; what it is called stands in the words. */
  name: string;
  icon: IconName;
  sections(asked: Asked): Section[];
  /** To what it can be narrowed. */
  by?: 'village' | 'meeting_kind' | 'person';
  /** Over what it is asked first; a year, if it does not say. */
  first?: 'month';
  /** It is made for one page. */
  brief?: true;
  /** It is about who asks, and not for everybody. */
  own?: true;
}

/** In the order of their list. */
export const REPORTS: readonly Report[] = [
  { name: 'bulanan', icon: 'note', sections: monthlySections, first: 'month', brief: true },
  { name: 'tahunan', icon: 'log', sections: yearlySections },
  { name: 'pendampingan', icon: 'log', sections: mentoringSections, by: 'village' },
  { name: 'belum-dijangkau', icon: 'village', sections: reachedSections },
  { name: 'pendamping', icon: 'people', sections: loadSections, by: 'village' },
  { name: 'kompetensi', icon: 'star', sections: gradeSections, by: 'village' },
  { name: 'tindak-lanjut', icon: 'flag', sections: taskSections, by: 'village' },
  { name: 'masalah', icon: 'target', sections: problemSections, by: 'village' },
  { name: 'kehadiran', icon: 'calendar', sections: attendanceSections, by: 'meeting_kind' },
  { name: 'kewajiban', icon: 'check', sections: obligationSections, first: 'month' },
  { name: 'saya', icon: 'people', sections: ownSections, by: 'person', own: true },
];
