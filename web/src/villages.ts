/** The villages of Kecamatan Sokaraja by their Kemendagri codes; an unknown code is shown as it is. */
export const VILLAGES: Readonly<Record<string, string>> = {
  '33.02.19.2001': 'Kalikidang',
  '33.02.19.2002': 'Wiradadi',
  '33.02.19.2003': 'Karangkedawung',
  '33.02.19.2004': 'Sokaraja Tengah',
  '33.02.19.2005': 'Sokaraja Kidul',
  '33.02.19.2006': 'Klahang',
  '33.02.19.2007': 'Banjarsari Kidul',
  '33.02.19.2008': 'Sokaraja Wetan',
  '33.02.19.2009': 'Jompo Kulon',
  '33.02.19.2010': 'Banjaranyar',
  '33.02.19.2011': 'Lemberang',
  '33.02.19.2012': 'Karangduren',
  '33.02.19.2013': 'Sokaraja Lor',
  '33.02.19.2014': 'Kedondong',
  '33.02.19.2015': 'Pamijen',
  '33.02.19.2016': 'Sokaraja Kulon',
  '33.02.19.2017': 'Karangnanas',
  '33.02.19.2018': 'Karangrau',
};

export function villageName(code: string): string {
  return (Object.hasOwn(VILLAGES, code) ? VILLAGES[code] : undefined) ?? code;
}
