"""The workbook is read back: every figure as a number that shows its printed digits, every word as it was typed."""

import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell as XlsxCell
from openpyxl.worksheet.worksheet import Worksheet

from tolok.values.number import format_angka
from tolok.writing.chart import Bagian, Deret
from tolok.writing.iku import iku_sheet
from tolok.writing.sheet import (
    Block,
    Cell,
    Chart,
    Column,
    Contents,
    Formula,
    Group,
    Heading,
    Items,
    Kop,
    Meta,
    Missing,
    Number,
    PageBreak,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Sheet,
    Signature,
    Signatures,
    Table,
    Text,
)
from tolok.writing.xlsx import write_xlsx
from tolok.writing.xlsx_text import LONGEST, chunks, figure_of, line_count, sheet_name, units
from writing.iku_example import IKU, RANTAI, ROWS, SNAPSHOT
