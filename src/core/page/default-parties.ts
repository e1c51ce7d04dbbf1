/** A customer or vendor of the samples. The first of each is the sample record. */
export interface Party {
  name: string;
  company: string;
  first: string;
  last: string;
  email: string;
  phone: string;
  street: string;
  /** Where goods go. Default: the street. */
  dock?: string;
  city: string;
  state: string;
  zip: string;
  /** The value of the sample's custom field. */
  field: string;
}

export const CUSTOMERS: readonly Party[] = [
  {
    name: 'Juniper Street Café',
    company: 'Juniper Street Café LLC',
    first: 'Tomás',
    last: 'Okafor',
    email: 'tomas@juniperstreet.example',
    phone: '+1 503 555 0142',
    street: '418 Juniper Street',
    dock: '420 Juniper Street, rear entrance',
    city: 'Portland',
    state: 'OR',
    zip: '97209',
    field: 'Northwest, Tuesdays',
  },
  {
    name: 'Northlight Hotel',
    company: 'Northlight Hospitality Group Inc.',
    first: 'Ingrid',
    last: 'Solberg',
    email: 'purchasing@northlighthotel.example',
    phone: '+1 206 555 0188',
    street: '75 Pine Street',
    dock: '75 Pine Street, loading bay',
    city: 'Seattle',
    state: 'WA',
    zip: '98101',
    field: 'Puget Sound, Thursdays',
  },
  {
    name: 'Alder & Oak Bakery',
    company: 'Alder & Oak Bakery Co.',
    first: 'Hana',
    last: 'Whitfield',
    email: 'hana@alderandoak.example',
    phone: '+1 541 555 0163',
    street: '1190 Alder Street',
    city: 'Eugene',
    state: 'OR',
    zip: '97401',
    field: 'Valley, Mondays',
  },
  {
    name: 'The Reading Room',
    company: 'Reading Room Books and Coffee LLC',
    first: 'Desmond',
    last: 'Achterberg',
    email: 'desmond@readingroom.example',
    phone: '+1 503 555 0109',
    street: '3021 Hawthorne Boulevard',
    city: 'Portland',
    state: 'OR',
    zip: '97214',
    field: 'Southeast, Tuesdays',
  },
  {
    name: 'Pine Hollow Market',
    company: 'Pine Hollow Market Cooperative',
    first: 'Lucía',
    last: 'Farrow',
    email: 'bulk@pinehollow.example',
    phone: '+1 541 555 0127',
    street: '640 Wall Street',
    city: 'Bend',
    state: 'OR',
    zip: '97701',
    field: 'Central, Fridays',
  },
];

export const VENDORS: readonly Party[] = [
  {
    name: 'Cascadia Green Imports',
    company: 'Cascadia Green Imports Inc.',
    first: 'Priya',
    last: 'Raman',
    email: 'orders@cascadiagreen.example',
    phone: '+1 206 555 0117',
    street: '2200 Harbor Avenue SW',
    dock: '2200 Harbor Avenue SW, dock 4',
    city: 'Seattle',
    state: 'WA',
    zip: '98126',
    field: 'FCA Seattle',
  },
  {
    name: 'Riverbend Packaging',
    company: 'Riverbend Packaging LLC',
    first: 'Marcus',
    last: 'Delacroix',
    email: 'sales@riverbendpackaging.example',
    phone: '+1 503 555 0171',
    street: '8800 Columbia Boulevard',
    city: 'Portland',
    state: 'OR',
    zip: '97203',
    field: 'DAP Portland',
  },
  {
    name: 'Summit Roaster Service',
    company: 'Summit Roaster Service Inc.',
    first: 'Aiko',
    last: 'Brennan',
    email: 'service@summitroaster.example',
    phone: '+1 208 555 0134',
    street: '310 Front Street',
    city: 'Boise',
    state: 'ID',
    zip: '83702',
    field: 'EXW Boise',
  },
  {
    name: 'Columbia Freight Lines',
    company: 'Columbia Freight Lines Corp.',
    first: 'Ravi',
    last: 'Sorensen',
    email: 'billing@columbiafreight.example',
    phone: '+1 360 555 0155',
    street: '1400 Port Way',
    city: 'Vancouver',
    state: 'WA',
    zip: '98660',
    field: 'CPT Portland',
  },
  {
    name: 'Blue Heron Paper',
    company: 'Blue Heron Paper Goods Co.',
    first: 'Noor',
    last: 'Castellanos',
    email: 'orders@blueheronpaper.example',
    phone: '+1 503 555 0196',
    street: '52 Mill Lane',
    city: 'Oregon City',
    state: 'OR',
    zip: '97045',
    field: 'DAP Portland',
  },
];
