"""Commands and exit codes: 0 done, 1 done with something to look at, 2 the user can mend it, 70 our fault."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from tolok.values.issue import Issue, IssueError

app = typer.Typer(
    help="Tolok: dari dokumen IKU sampai angka yang dapat ditelusuri sampai barisnya.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_THIS_YEAR = datetime.now(UTC).year
Json = Annotated[bool, typer.Option("--json", help="Keluaran JSON untuk mesin.")]
Folder = Annotated[Path, typer.Argument(help="Folder data: kiriman/, register/, laporan/, karantina/.")]


def run() -> None:
    try:
        app()
    except IssueError as error:
        from tolok.cli.output import print_issues

        print_issues(error.issues, as_json="--json" in sys.argv)
        sys.exit(2)
    except OSError as error:
        from tolok.cli.output import print_issues

        place = str(error.filename or "berkas")
        why = error.strerror or type(error).__name__
        issue = Issue(
            "TLK-S050", "salah", place, "berkas atau folder tidak dapat dipakai", why, "periksa nama, hak, dan ruangnya"
        )
        print_issues([issue], as_json="--json" in sys.argv)
        sys.exit(2)
    except Exception as error:
        if "TOLOK_JEJAK" in os.environ:  # a developer asks for the traceback
            raise
        sys.stderr.write(f"Ada yang rusak di Tolok, bukan salah Anda: {type(error).__name__}: {error}\n")
        sys.exit(70)


@app.command()
def contoh(
    folder: Folder,
    usaha: Annotated[int | None, typer.Option(help="Kira-kira banyaknya usaha Kota Bekasi per tahun.")] = None,
    benih: Annotated[int, typer.Option(help="Benih acak: benih yang sama memberi berkas yang sama.")] = 2024,
    as_json: Json = False,
) -> None:
    """Tulis kiriman dua kantor contoh yang dikarang ke FOLDER/kiriman."""
    from tolok.cli.folder import write_example

    write_example(folder, usaha, benih, as_json)


@app.command()
def terima(
    folder: Folder,
    register: Annotated[str | None, typer.Option(help="Register berkas yang tidak menyebutkannya.")] = None,
    periode: Annotated[str | None, typer.Option(help="Periode, misalnya 2024 atau 2024-TW2.")] = None,
    pemda: Annotated[str | None, typer.Option(help="Kode pemda, misalnya 35.75.")] = None,
    perangkat_daerah: Annotated[str | None, typer.Option(help="Kode kantor, misalnya 35.75/2.17.")] = None,
    cakupan: Annotated[str | None, typer.Option(help="Kode wilayah yang dicakup, dipisah koma.")] = None,
    as_json: Json = False,
) -> None:
    """Baca, periksa, dan terima semua berkas di FOLDER/kiriman."""
    from tolok.cli.folder import receive

    options = {
        "register": register,
        "periode": periode,
        "pemda": pemda,
        "perangkat_daerah": perangkat_daerah,
        "cakupan": cakupan,
    }
    sys.exit(receive(folder, options, datetime.now(UTC), as_json))


@app.command()
def hitung(
    tahun: Annotated[int, typer.Option(min=1990, max=2100, help="Tahun angka.")],
    data: Annotated[Path | None, typer.Option(help="Folder data; tanpa ini dipakai basis data aplikasi.")] = None,
    triwulan: Annotated[int, typer.Option(min=0, max=4, help="Sampai triwulan; 0 untuk setahun.")] = 0,
    pemda: Annotated[str | None, typer.Option(help="Kode pemda, misalnya 35.75.")] = None,
    perangkat_daerah: Annotated[str | None, typer.Option(help="Kode kantor, misalnya 35.75/2.17.")] = None,
    tingkat: Annotated[str, typer.Option(help="kota, kecamatan, atau kelurahan.")] = "kota",
    indikator: Annotated[list[str] | None, typer.Option(help="Kode indikator; boleh berulang.")] = None,
    rumus: Annotated[str | None, typer.Option(help="Hitung rumus ini, bukan indikator katalog.")] = None,
    diketahui: Annotated[str | None, typer.Option(help="Sebagaimana diketahui pada saat ini (ISO).")] = None,
    engine: Annotated[
        str, typer.Option(help="duckdb, sqlite, reference, spark://host:port, atau local[2] untuk Spark di komputer ini.")
    ] = "duckdb",
    katalog: Annotated[Path | None, typer.Option(help="Folder paket isi lain.")] = None,
    as_json: Json = False,
) -> None:
    """Hitung indikator dari register, sampai pecahan persisnya."""
    from tolok.cli.hitung import Asked, compute

    asked = Asked(
        tahun, triwulan, tingkat, pemda, perangkat_daerah, tuple(indikator or ()), rumus, diketahui, engine, katalog,
        datetime.now(UTC),
    )  # fmt: skip
    compute(data, asked, as_json)


@app.command()
def siapkan() -> None:
    """Siapkan basis data, isi kantor contoh bila kosong, dan cetak kata sandi sekali pakai."""
    from tolok.cli.server import prepare

    prepare()


@app.command()
def jalan(
    port: Annotated[int, typer.Option(help="Porta di komputer ini.")] = 8000,
    alamat: Annotated[str, typer.Option(help="Alamat yang didengarkan.")] = "127.0.0.1",
    contoh: Annotated[bool, typer.Option("--contoh", envvar="TOLOK_CONTOH", help="Izinkan akun contoh.")] = False,
    proses: Annotated[int, typer.Option(min=1, max=64, help="Banyaknya proses yang melayani; satu untuk setiap inti.")] = 2,
    utas: Annotated[int, typer.Option(min=1, max=64, help="Permintaan yang dilayani bersamaan oleh satu proses.")] = 4,
) -> None:
    """Jalankan aplikasi."""
    from tolok.cli.server import serve

    serve(alamat, port, contoh, proses, utas)


@app.command()
def mulai(
    kantor: Annotated[str, typer.Argument(help="Kode kantor, pemda/urusan, misalnya 35.75/2.17.")],
    nama: Annotated[str, typer.Option(help="Nama kantor.")],
    bidang: Annotated[list[str] | None, typer.Option(help="Nama bidang; boleh berulang.")] = None,
    admin: Annotated[str, typer.Option(help="Nama pengguna admin pemda yang pertama.")] = "",
    nama_admin: Annotated[str, typer.Option(help="Nama admin pemda yang pertama.")] = "",
) -> None:
    """Mulai dengan kantor sungguhan: siapkan basis data, buat kantor, bidangnya, dan admin pemda yang pertama."""
    from tolok.cli.mulai import start

    start(kantor, nama, tuple(bidang or ()), admin, nama_admin, datetime.now(UTC))


@app.command()
def kerja(
    ikut: Annotated[bool, typer.Option("--ikut", help="Berhenti bila yang menjalankannya berhenti.", hidden=True)] = False,
) -> None:
    """Jalankan pekerja latar saja: memeriksa berkas besar, menerima kiriman besar, mencadangkan."""
    from tolok.cli.kerja import work

    sys.exit(work(ikut))


@app.command()
def wilayah(
    kode: Annotated[str, typer.Argument(help="Kode provinsi, misalnya 35, atau ID untuk seluruh negeri.")],
    orang: Annotated[str, typer.Option(help="Nama pengguna; dibuatkan akun bila belum ada.")],
    jabatan: Annotated[str, typer.Option(help="Jabatannya, seperti tampil di kepala halaman.")],
    nama: Annotated[str, typer.Option(help="Nama orangnya, bila akunnya belum ada.")] = "",
    peran: Annotated[str, typer.Option(help="Peran yang membaca, misalnya perencana atau inspektorat.")] = "perencana",
) -> None:
    """Beri seseorang peran di provinsi atau kementerian, untuk melihat angka wilayahnya."""
    from tolok.cli.kubus import give_role

    give_role(kode, orang, nama, jabatan, peran, datetime.now(UTC))


@app.command()
def kubus(as_json: Json = False) -> None:
    """Jumlahkan angka semua kantor menurut wilayah, untuk halaman provinsi dan kementerian."""
    from tolok.cli.kubus import total_regions

    sys.exit(total_regions(datetime.now(UTC), as_json))


@app.command(name="potret-nasional")
def potret_nasional(
    folder: Annotated[Path, typer.Argument(help="Folder potret nasional; dibuat bila belum ada.")],
    data: Annotated[
        list[Path] | None,
        typer.Option(help="Folder data satu atau beberapa kantor; boleh berulang. Tanpa ini dipakai basis data aplikasi."),
    ] = None,
    diketahui: Annotated[str | None, typer.Option(help="Sebagaimana diketahui pada saat ini (ISO).")] = None,
    katalog: Annotated[Path | None, typer.Option(help="Folder paket isi lain.")] = None,
    as_json: Json = False,
) -> None:
    """Masukkan register banyak kantor ke satu potret nasional; hanya potongan yang berubah yang ditulis."""
    from tolok.cli.potret_nasional import AskedOfIntake, freeze_nation

    freeze_nation(AskedOfIntake(folder, tuple(data or ()), diketahui, katalog, datetime.now(UTC)), as_json)


@app.command(name="kubus-nasional")
def kubus_nasional(
    folder: Annotated[Path, typer.Argument(help="Folder potret nasional.")],
    engine: Annotated[
        str, typer.Option(help="duckdb, spark://host:port, atau local[2] untuk Spark di komputer ini.")
    ] = "duckdb",
    tahun: Annotated[
        str, typer.Option(help="Misalnya 2024 atau 2020-2024; tanpa ini lima tahun terakhir yang dikirim.")
    ] = "",
    indikator: Annotated[list[str] | None, typer.Option(help="Kode indikator; boleh berulang.")] = None,
    wilayah: Annotated[str, typer.Option(help="Kode wilayah yang angkanya disebut; ID untuk seluruh Indonesia.")] = "ID",
    bawahan: Annotated[
        bool, typer.Option("--bawahan", help="Sebutkan juga setiap wilayah satu tingkat di bawahnya.")
    ] = False,
    katalog: Annotated[Path | None, typer.Option(help="Folder paket isi lain.")] = None,
    sapu: Annotated[bool, typer.Option("--sapu", help="Hapus kubus lama dari folder itu sesudahnya.")] = False,
    as_json: Json = False,
) -> None:
    """Jumlahkan potret nasional untuk semua indikator dan semua tingkat wilayah, lalu sebutkan angkanya."""
    from tolok.cli.nasional import AskedOfNation, total_nation

    total_nation(AskedOfNation(folder, engine, tahun, tuple(indikator or ()), wilayah, bawahan, katalog, sapu), as_json)


@app.command()
def register(
    nama: Annotated[str | None, typer.Argument(help="Nama register; tanpa ini semua disebut.")] = None,
    templat: Annotated[Path | None, typer.Option(help="Tulis templat XLSX register itu ke berkas ini.")] = None,
    katalog: Annotated[Path | None, typer.Option(help="Folder paket isi lain.")] = None,
    as_json: Json = False,
) -> None:
    """Sebutkan register dan kolomnya, atau tulis templatnya."""
    from tolok.cli.pack import show_registers

    show_registers(nama, templat, katalog, as_json)


@app.command()
def periksa(
    apa: Annotated[str, typer.Argument(help="paket: definisi dan contoh kerjanya; sistem: pemasangan ini.")] = "paket",
    katalog: Annotated[Path | None, typer.Option(help="Folder paket isi lain.")] = None,
    as_json: Json = False,
) -> None:
    """Periksa definisi (rumus, satuan, contoh kerja, keraguan terhadap dokumennya), atau pemasangan ini."""
    if apa == "sistem":
        from tolok.cli.server import check_installation

        sys.exit(check_installation(datetime.now(UTC), as_json))
    from tolok.cli.pack import check_pack, refuse_unknown

    refuse_unknown(apa, ("paket", "sistem"))
    sys.exit(check_pack(katalog, as_json))


@app.command()
def rumus(
    teks: Annotated[str, typer.Argument(help="Rumus, misalnya: persen(temuan yang ditindaklanjuti)")],
    tahun: Annotated[int, typer.Option(min=1990, max=2100, help="Tahun yang parameternya dipakai.")] = _THIS_YEAR,
    satuan: Annotated[str | None, typer.Option(help="Satuan yang dinyatakan, untuk diperiksa.")] = None,
    katalog: Annotated[Path | None, typer.Option(help="Folder paket isi lain.")] = None,
    as_json: Json = False,
) -> None:
    """Baca rumus, ucapkan kembali dengan kata-kata, sebutkan yang diperlukannya."""
    from tolok.cli.pack import explain_formula

    explain_formula(teks, tahun, satuan, katalog, as_json)


@app.command()
def rincian(
    kode: Annotated[str, typer.Argument(help="Kode indikator.")],
    tahun: Annotated[int, typer.Option(min=1990, max=2100, help="Tahun angka.")],
    data: Annotated[Path | None, typer.Option(help="Folder data; tanpa ini dipakai basis data aplikasi.")] = None,
    triwulan: Annotated[int, typer.Option(min=0, max=4)] = 0,
    pemda: Annotated[str | None, typer.Option(help="Kode pemda.")] = None,
    perangkat_daerah: Annotated[str | None, typer.Option(help="Kode kantor.")] = None,
    wilayah: Annotated[str, typer.Option(help="Hanya baris di wilayah ini.")] = "",
    diketahui: Annotated[str | None, typer.Option(help="Sebagaimana diketahui pada saat ini (ISO).")] = None,
    katalog: Annotated[Path | None, typer.Option(help="Folder paket isi lain.")] = None,
    as_json: Json = False,
) -> None:
    """Sebutkan baris-baris di balik sebuah angka: dihitung, tidak memenuhi, dikecualikan dengan sebabnya."""
    from tolok.cli.hitung import Asked, list_rows

    asked = Asked(
        tahun, triwulan, "kota", pemda, perangkat_daerah, (kode,), None, diketahui, "duckdb", katalog, datetime.now(UTC)
    )  # fmt: skip
    list_rows(data, asked, wilayah, as_json)


@app.command(context_settings={"ignore_unknown_options": True})
def capaian(
    target: Annotated[str, typer.Option(help="Target dalam angka Indonesia, misalnya 6,5.")],
    realisasi: Annotated[str, typer.Option(help="Realisasi; - bila belum diisi.")],
    arah: Annotated[str, typer.Option(help="naik, turun, atau stabil.")],
    kebijakan: Annotated[str | None, typer.Option(help="Nama kebijakan capaian; tanpa ini kebijakan bawaan.")] = None,
    tahun: Annotated[int, typer.Option(min=1990, max=2100, help="Tahun yang kebijakannya berlaku.")] = _THIS_YEAR,
    as_json: Json = False,
) -> None:
    """Hitung capaian satu realisasi terhadap targetnya, menurut kebijakan bernama."""
    from tolok.cli.pack import show_capaian

    show_capaian(target, realisasi, arah, kebijakan, tahun, as_json)


@app.command()
def cetak(
    jenis: Annotated[
        str, typer.Argument(help="iku, matrik, pk, renaksi, pengukuran, lembar, lkjip, lhe, kartu, atau msind.")
    ],
    keluar: Annotated[Path, typer.Option(help="Berkas yang ditulis.")],
    tahun: Annotated[int | None, typer.Option(min=1990, max=2100, help="Tahun; tidak perlu dengan --vintage.")] = None,
    bentuk: Annotated[str, typer.Option("--format", help="pdf, docx, atau xlsx; tanpa ini menurut nama berkas.")] = "",
    triwulan: Annotated[int, typer.Option(min=0, max=4, help="Sampai triwulan; 0 untuk setahun.")] = 0,
    pemda: Annotated[str, typer.Option(help="Kode pemda, misalnya 35.75.")] = "",
    perangkat_daerah: Annotated[str, typer.Option(help="Kode kantor; tidak perlu bila hanya satu.")] = "",
    vintage: Annotated[str, typer.Option(help="Kode terbitan, misalnya KOP-03/2023/1, untuk lembar hitung.")] = "",
    indikator: Annotated[str, typer.Option(help="Kode indikator, untuk kartu dan lembar hitung.")] = "",
    jabatan: Annotated[str, typer.Option(help="Perjanjian: nama bidang atau kode kegiatan; kosong untuk kepala.")] = "",
    alasan_perubahan: Annotated[str, typer.Option(help="Perubahan perjanjian: pejabat, strategi, atau prioritas.")] = "",
    draf: Annotated[bool, typer.Option("--draf", help="Pakai angka kerja; setiap halaman bertuliskan DRAF.")] = False,
    diketahui: Annotated[str, typer.Option(help="Sebagaimana diketahui pada saat ini (ISO).")] = "",
    as_json: Json = False,
) -> None:
    """Cetak satu dokumen resmi dari angka terbit ke sebuah berkas."""
    from tolok.cli.cetak import Cetakannya, print_file

    asked = Cetakannya(
        jenis, keluar, bentuk, tahun, triwulan, pemda, perangkat_daerah, vintage, indikator, jabatan, alasan_perubahan, draf,
        diketahui, datetime.now(UTC),
    )  # fmt: skip
    print_file(asked, as_json)


@app.command()
def baca(
    berkas: Annotated[Path, typer.Argument(help="Dokumen PDF, DOCX, XLSX, XLS, atau teks.")], as_json: Json = False
) -> None:
    """Baca dokumen IKU, PK, atau Renstra: indikatornya, dan yang meragukan sebagai pertanyaan. Tidak ada yang disimpan."""
    from tolok.cli.baca import read_file

    sys.exit(read_file(berkas, as_json))


@app.command()
def banding(
    pertama: Annotated[Path, typer.Argument(help="Dokumen yang pertama.")],
    kedua: Annotated[Path, typer.Argument(help="Dokumen lain dari kantor yang sama.")],
    as_json: Json = False,
) -> None:
    """Sandingkan dua dokumen satu kantor: indikator, satuan, rumus, target, dan sasaran yang berbeda."""
    from tolok.cli.baca import compare_files

    sys.exit(compare_files(pertama, kedua, as_json))


@app.command()
def buktikan(
    indikator: Annotated[str | None, typer.Option(help="Hanya indikator ini.")] = None,
    tahun: Annotated[int | None, typer.Option(help="Hanya tahun ini.")] = None,
    as_json: Json = False,
) -> None:
    """Hitung ulang setiap terbitan dari potret bekunya, bandingkan sampai digit terakhir, periksa rantai riwayat."""
    from tolok.cli.server import prove

    sys.exit(prove(indikator, tahun, as_json))


@app.command()
def riwayat(
    berkas: Annotated[Path | None, typer.Argument(help="Berkas .csv atau .json; tanpa ini hanya diperiksa.")] = None,
    as_json: Json = False,
) -> None:
    """Periksa seluruh rantai riwayat, dan tulis semua catatannya dengan segelnya ke berkas."""
    from tolok.cli.server import export_log

    sys.exit(export_log(berkas, as_json))


Sandi = Annotated[str | None, typer.Option(envvar="TOLOK_SANDI_CADANGAN", help="Kata sandi cadangan; tanpa ini ditanyakan.")]


@app.command()
def cadangkan(berkas: Annotated[Path, typer.Argument(help="Berkas cadangan yang ditulis.")], sandi: Sandi = None) -> None:
    """Tulis seluruh isi pemasangan ke satu berkas terenkripsi."""
    from tolok.cli.server import backup

    backup(
        berkas, sandi or typer.prompt("Kata sandi cadangan", hide_input=True, confirmation_prompt=True), datetime.now(UTC)
    )


@app.command()
def pulihkan(berkas: Annotated[Path, typer.Argument(help="Berkas cadangan.")], sandi: Sandi = None) -> None:
    """Pulihkan cadangan ke pemasangan yang kosong, di SQLite maupun PostgreSQL."""
    from tolok.cli.server import restore

    restore(berkas, sandi or typer.prompt("Kata sandi cadangan", hide_input=True))
