// The groups of the properties panel: which fields an element has, and how each is read from and written to the diagram.
import { is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { ubahSifat, ubahOperasi, ubahTeksEkstensi, nilaiEkstensi, parameter, sifat } from "./ekstensi.js";
import { K, isi, kataJenis } from "./kata.js";
import { acuan, judulAcuan } from "./acuan.js";
import { bagian } from "./bagian.js";
import { definisi } from "./definisi.js";
import { syaratKejadian } from "./syarat.js";
import { centang, daftar, h, teks, ungkapan } from "./medan.js";
import { objekData, panahData } from "./objek.js";
import { lajurDari, puncak } from "./sisip.js";
import { ulangan } from "./ulangan.js";
import { batasWaktu, kejadianWaktu } from "./waktu.js";

const BERCABANG = ["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway"];

export function kelompok(studio, element) {
  if (element === studio.kolam() || isAny(element, ["bpmn:Collaboration", "bpmn:Process"])) {
    return [[K.umum, proses(studio, element)], [K.definisi, definisi(studio, element)]];
  }
  return [
    [K.umum, umum(studio, element)],
    [K.syarat, syarat(studio, element)],
    [K.lajur, lajur(studio, element)],
    [K.langkah, langkah(studio, element)],
    [K.pekerjaan, pekerjaan(studio, element)],
    [K.batas, is(element, "bpmn:UserTask") ? batasWaktu(studio, element) : kejadianWaktu(studio, element)],
    [judulAcuan(element), acuan(studio, element)],
    [K.syarat, syaratKejadian(studio, element)],
    [K.bagian, bagian(studio, element)],
    [K.diulang, ulangan(studio, element)],
    [K.objek, [...objekData(studio, element), ...panahData(studio, element)]],
  ].filter(([, medan]) => medan.length);
}

function dasar(studio, element, bo) {
  return teks(studio, {
    kunci: "dasar", label: K.dasar, hint: K.dasarHint, panjang: is(bo, "bpmn:Gateway") ? 2 : 4, nilai: bo.documentation?.[0]?.text ?? "",
    pada: (text) => {
      const lain = (bo.documentation ?? []).slice(1);
      const satu = text ? [studio.buat("bpmn:Documentation", { text })] : [];
      studio.modeling.updateModdleProperties(element, bo, { documentation: [...satu, ...lain] });
    },
  }); // prettier-ignore
}

function proses(studio, element) {
  const bo = studio.proses();
  const nama = teks(studio, {
    kunci: "nama", label: K.namaProses, nilai: bo.name,
    pada: (name) => {
      studio.modeling.updateModdleProperties(element, bo, { name });
      const kolam = studio.kolam();
      if (kolam) studio.modeling.updateProperties(kolam, { name });
    },
  }); // prettier-ignore
  return [nama, tetap(K.kunci, bo.id, K.kunciTetap), dasar(studio, element, bo)];
}

function tetap(label, id, kata) {
  return h("p", { class: "tetap" }, h("span", {}, label), " ", h("code", {}, id), h("span", { class: "hint" }, kata));
}

function umum(studio, element) {
  const bo = element.businessObject;
  const catatan = is(element, "bpmn:TextAnnotation");
  const nama = teks(studio, {
    kunci: "nama", label: catatan ? K.teksCatatan : K.nama, nilai: (catatan ? bo.text : bo.name) ?? "", panjang: catatan ? 3 : 0,
    pada: (name) => studio.modeling.updateProperties(element, catatan ? { text: name } : { name: name || undefined }),
  }); // prettier-ignore
  if (is(element, "bpmn:Lane")) return [...pihak(studio, element), tetap(K.pengenal, bo.id, K.pengenalTetap)];
  const sementara = studio.modeler.get("pengenal", false)?.sementara(element);
  return [
    nama,
    is(element, "bpmn:FlowNode") && dasar(studio, element, bo),
    tetap(K.pengenal, bo.id, sementara ? K.pengenalBaru : K.pengenalTetap),
  ].filter(Boolean);
}

function pihak(studio, element) {
  const nama = element.businessObject.name ?? "";
  const pilihan = studio.katalog.lajur.map(({ nama }) => [nama, nama]);
  const siapa = daftar(studio, {
    kunci: "nama", label: K.pihak, hint: K.pihakHint, nilai: nama, kelompok: [["", [...(nama ? [] : [["", K.pilih]]), ...pilihan]]],
    pada: (name) => (studio.modeling.updateProperties(element, { name }), studio.susun()),
  }); // prettier-ignore
  if (!nama) return [siapa, h("p", { class: "jawaban galat" }, K.pihakKosong)];
  if (studio.katalog.lajur.some((satu) => satu.kunci === "sistem" && satu.nama === nama)) return [siapa];
  const antrean = sifat(element, "pihak");
  const sendiri = studio.mulaiSendiri();
  const pilih = daftar(studio, {
    kunci: "antrean", label: K.antrean, hint: K.antreanHint, nilai: antrean,
    kelompok: [["", [["", sendiri ? K.pilih : K.antreanTanpa], ...studio.katalog.antrean.map((satu) => [satu.nilai, satu.nama])]]],
    pada: (nilai) => (ubahSifat(studio.modeler, element, "pihak", nilai), studio.susun()),
  }); // prettier-ignore
  return [siapa, pilih, sendiri && !antrean && h("p", { class: "jawaban galat" }, K.antreanKosong)].filter(Boolean);
}

function lajur(studio, element) {
  if (!is(element, "bpmn:FlowNode") || is(element, "bpmn:BoundaryEvent")) return [];
  const ada = studio.daftar().filter((satu) => is(satu, "bpmn:Lane"));
  if (!ada.length) return [];
  const kini = lajurDari(studio.modeler, element);
  if (puncak(element) !== element) return [h("p", { class: "hint" }, isi(K.lajurMenurutBagian, kini?.businessObject.name || K.diLuarLajur))];
  const nama = ada.map((satu) => satu.businessObject.name);
  const baru = studio.katalog.lajur.filter((satu) => !nama.includes(satu.nama)).map((satu) => [`+${satu.nama}`, satu.nama]);
  const kelompok = [
    ["", kini ? [] : [["", K.diLuarLajur]]],
    [K.lajurAda, ada.map((satu) => [satu.id, satu.businessObject.name || satu.id])],
    [K.lajurTambah, baru],
  ];
  const pada = (nilai) => {
    const sisip = studio.modeler.get("sisip");
    const tujuan = nilai.startsWith("+") ? sisip.lajurBaru(nilai.slice(1), kini) : ada.find((satu) => satu.id === nilai);
    if (tujuan) sisip.keLajur(element, tujuan);
  };
  return [daftar(studio, { kunci: "lajur", label: K.siapa, nilai: kini?.id ?? "", kelompok, pada })];
}

function langkah(studio, element) {
  if (!is(element, "bpmn:UserTask")) return [];
  const { langkah: katalog } = studio.katalog;
  const kini = sifat(element, "langkah") || element.id;
  const dikenal = katalog.find((satu) => satu.kunci === kini);
  const pilih = daftar(studio, {
    kunci: "langkah", label: K.formulir, nilai: dikenal ? kini : "", hint: dikenal?.keterangan,
    kelompok: [["", [["", K.formulirUmum]]], [K.formulirKatalog, katalog.map((satu) => [satu.kunci, satu.nama])]],
    pada: (nilai) => {
      // By default the step is the id; only where that says something else does the property have to say it.
      const bawaan = katalog.some((satu) => satu.kunci === element.id) ? element.id : "";
      ubahSifat(studio.modeler, element, "langkah", nilai === bawaan ? "" : nilai || "keputusan");
    },
  }); // prettier-ignore
  if (dikenal) return [pilih];
  const fakta = sifat(element, "fakta");
  const pada = (nilai) => ubahSifat(studio.modeler, element, "fakta", nilai.trim());
  const kode = (kata) => h("code", {}, kata);
  const data = fakta ? [kode(fakta), ", ", kode(`catatan_${fakta}`)] : [kode("keputusan"), ", ", kode("catatan")];
  return [
    pilih,
    teks(studio, { kunci: "fakta", label: K.namaJawaban, hint: K.namaJawabanHint, nilai: fakta, pada }),
    h("p", { class: "hint" }, K.formulirHint, " ", data, ". ", K.formulirSyarat, " ", kode(`${fakta || "keputusan"} == "kembalikan"`)),
  ];
}

function pekerjaan(studio, element) {
  if (is(element, "bpmn:ScriptTask")) {
    const pada = (script) => studio.modeling.updateProperties(element, { script: script || undefined, scriptFormat: "python" });
    return [ungkapan(studio, { kunci: "skrip", label: K.skrip, hint: K.skripHint, jenis: "skrip", baris: 4, nilai: element.businessObject.script, pada })];
  }
  if (is(element, "bpmn:BusinessRuleTask")) {
    const tabel = (studio.data.keputusan ?? "").split(" ").filter(Boolean);
    const pada = (nilai) => ubahTeksEkstensi(studio.modeler, element, "CalledDecisionId", nilai);
    const kelompok = [["", [["", K.pilih], ...tabel.map((satu) => [satu, satu])]]];
    const hint = tabel.length ? K.keputusanHint : K.keputusanKosong;
    return [daftar(studio, { kunci: "keputusan", label: K.keputusan, hint, nilai: nilaiEkstensi(element, "CalledDecisionId")?.isi ?? "", kelompok, pada })];
  }
  if (is(element, "bpmn:CallActivity")) {
    const terbit = studio.katalog.proses.filter((satu) => satu.kunci !== studio.data.kunci);
    const kelompok = [["", [["", K.pilih], ...terbit.map((satu) => [satu.kunci, `${satu.nama} (${satu.kunci})`])]]];
    const pada = (calledElement) => studio.modeling.updateProperties(element, { calledElement: calledElement || undefined });
    return [daftar(studio, { kunci: "panggil", label: K.panggil, hint: K.panggilHint, nilai: element.businessObject.calledElement ?? "", kelompok, pada })];
  }
  return is(element, "bpmn:ServiceTask") ? layanan(studio, element) : [];
}

function layanan(studio, element) {
  const { operasi } = studio.katalog;
  const kini = nilaiEkstensi(element, "ServiceTaskOperator")?.id ?? "";
  const isi_ = parameter(element);
  const tulis = (kunci, daftar_) => ubahOperasi(studio.modeler, element, kunci, daftar_);
  const pilih = daftar(studio, {
    kunci: "operasi", label: K.operasi, nilai: kini, kelompok: [["", [["", K.pilih], ...operasi.map((satu) => [satu.kunci, satu.nama])]]],
    pada: (kunci) => {
      const argumen = operasi.find((satu) => satu.kunci === kunci)?.argumen ?? [];
      tulis(kunci, isi_.filter((satu) => argumen.some((lain) => lain.nama === satu.nama)));
    },
  }); // prettier-ignore
  const argumen = operasi.find((satu) => satu.kunci === kini)?.argumen ?? [];
  const semua = [...argumen, ...isi_.filter((satu) => !argumen.some((lain) => lain.nama === satu.nama))];
  return [pilih, ...semua.map((satu) => satuParameter(studio, element, satu, (nilai) => {
    const lain = parameter(element).filter((dia) => dia.nama !== satu.nama);
    const urut = [...lain, { nama: satu.nama, jenis: isi_.find((dia) => dia.nama === satu.nama)?.jenis ?? satu.jenis ?? "str", nilai }];
    urut.sort((a, b) => semua.findIndex((dia) => dia.nama === a.nama) - semua.findIndex((dia) => dia.nama === b.nama));
    tulis(kini, urut);
  }))]; // prettier-ignore
}

function satuParameter(studio, element, { nama }, pada) {
  const nilai = parameter(element).find((satu) => satu.nama === nama)?.nilai ?? "";
  const { acara } = studio.katalog;
  if (nama !== "acara") return ungkapan(studio, { kunci: `arg-${nama}`, label: isi(K.parameter, nama), jenis: "kondisi", baris: 1, nilai, pada });
  const kelompok = [["", [["", K.pilih], ...acara.map((satu) => [`"${satu.kunci}"`, satu.kalimat || satu.kunci])]]];
  return daftar(studio, { kunci: "arg-acara", label: K.acara, nilai, kelompok, pada });
}

function syarat(studio, element) {
  if (is(element, "bpmn:SequenceFlow")) {
    if (isAny(element.source, BERCABANG)) return satuSyarat(studio, element, "");
    return element.businessObject.conditionExpression ? satuSyarat(studio, element, "") : [h("p", { class: "hint" }, K.tanpaSyarat)];
  }
  if (!isAny(element, BERCABANG) || element.outgoing.length < 2) return [];
  return element.outgoing.flatMap((alur, n) => {
    const tujuan = alur.target.businessObject.name || kataJenis(alur.target);
    return h("fieldset", { class: "cabang" }, h("legend", {}, isi(K.cabang, tujuan)), satuSyarat(studio, alur, `-${n}`));
  });
}

function satuSyarat(studio, alur, akhiran) {
  const bo = alur.businessObject;
  const gerbang = alur.source;
  const baku = gerbang.businessObject.default === bo;
  const bercabang = isAny(gerbang, BERCABANG);
  const tandai = (ya) => studio.modeling.updateProperties(gerbang, { default: ya ? bo : undefined });
  const hapusSyarat = () => bo.conditionExpression && studio.modeling.updateProperties(alur, { conditionExpression: undefined });
  const pada = (body) => {
    const baru = body.trim() ? studio.buat("bpmn:FormalExpression", { body }) : undefined;
    if (baru) baru.$parent = bo;
    studio.modeling.updateProperties(alur, { conditionExpression: baru });
  };
  const nilai = bo.conditionExpression?.body ?? "";
  return [
    bercabang && centang(studio, { kunci: `baku${akhiran}`, label: K.syaratBaku, nilai: baku, pada: (ya) => (tandai(ya), ya && hapusSyarat()) }),
    (!baku || nilai) && ungkapan(studio, { kunci: `syarat${akhiran}`, label: K.syarat, hint: K.syaratHint, jenis: "kondisi", nilai, pada }),
  ].filter(Boolean);
}
