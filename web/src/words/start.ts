// What index.html says before any script has come; the build writes it there. Indonesian, English.

export const start: Record<string, readonly [id: string, en: string]> = {
  opening: ['Membuka Paguyuban…', 'Opening Paguyuban…'],
  slow: [
    'Kalau tulisan ini tidak hilang, aplikasi belum sampai ke HP ini. Periksa sinyal, lalu muat ulang halaman ini. Tulisan yang tersimpan di HP tidak hilang.',
    'If this does not go away, the app has not reached this phone. Check the signal, then load this page again. What was saved on the phone is not lost.',
  ],
  broken: [
    'Sebagian aplikasi tidak sampai atau rusak di jalan. Periksa sinyal atau Wi-Fi, lalu muat ulang. Kalau tetap begini, ambil ulang aplikasi, atau perbarui browser. Tulisan yang tersimpan di HP tidak hilang.',
    'A part of the app did not come, or was damaged on the way. Check the signal or Wi-Fi, then load again. If it stays like this, fetch the app anew, or update the browser. What was saved on the phone is not lost.',
  ],
  old: [
    'Browser ini terlalu lama untuk Paguyuban. Perbarui Chrome dari Play Store, lalu buka lagi.',
    'This browser is too old for Paguyuban. Update Chrome, then open it again.',
  ],
  offline: [
    'Kecamatan tidak terjangkau, jadi aplikasi belum bisa diambil ulang. Coba lagi bila ada sinyal.',
    'The office cannot be reached, so the app cannot be fetched anew. Try again with a signal.',
  ],
  script: [
    'JavaScript dimatikan di browser ini. Paguyuban memerlukannya: aktifkan di setelan browser, lalu muat ulang halaman ini.',
    'JavaScript is switched off in this browser. Paguyuban needs it: switch it on in the settings, then load this page again.',
  ],
  reload: ['Muat ulang', 'Load again'],
  anew: ['Ambil ulang aplikasi', 'Fetch the app anew'],
};
