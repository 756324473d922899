"""TheTVDB names a country by three letters; the rest of the house, like TMDB, by two (both ISO 3166-1)."""

_PAIRS = """are ae  arg ar  aus au  aut at  bel be  bgr bg  bra br  can ca  che ch  chl cl  chn cn  col co  cze cz
deu de  dnk dk  egy eg  esp es  est ee  fin fi  fra fr  gbr gb  grc gr  hkg hk  hrv hr  hun hu  idn id  ind in  irl ie
irn ir  isl is  isr il  ita it  jpn jp  kor kr  lbn lb  ltu lt  lux lu  lva lv  mex mx  mys my  nga ng  nld nl  nor no
nzl nz  pak pk  per pe  phl ph  pol pl  prt pt  rou ro  rus ru  sau sa  sgp sg  srb rs  svk sk  svn si  swe se  tha th
tur tr  twn tw  ukr ua  ury uy  usa us  ven ve  vnm vn  zaf za"""
_WORDS = _PAIRS.split()
_TWO_LETTERS = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))


def origin_of(country: str) -> tuple[str, ...]:
    """("US",) for "usa"; nothing for a country that is not known."""
    found = _TWO_LETTERS.get(country.lower())
    return (found.upper(),) if found else ()
