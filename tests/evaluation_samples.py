"""A small gold record and ways to spoil it, shared by the tests of evaluation."""

from __future__ import annotations

import copy
from typing import Any

XML = """<?xml version="1.0"?>
<ownershipDocument>
  <schemaVersion>X0508</schemaVersion>
  <documentType>4</documentType>
  <periodOfReport>2024-02-01</periodOfReport>
  <notSubjectToSection16>0</notSubjectToSection16>
  <issuer><issuerCik>0000000001</issuerCik><issuerName>Acme  Corp.</issuerName>
    <issuerTradingSymbol>ACME</issuerTradingSymbol></issuer>
  <reportingOwner>
    <reportingOwnerId><rptOwnerCik>2</rptOwnerCik><rptOwnerName>DOE JANE</rptOwnerName></reportingOwnerId>
    <reportingOwnerAddress><rptOwnerStreet1>C/O ACME CORP.</rptOwnerStreet1><rptOwnerStreet2>1 MAIN ST</rptOwnerStreet2>
      <rptOwnerCity>AUSTIN</rptOwnerCity><rptOwnerState>TX</rptOwnerState><rptOwnerZipCode>78701</rptOwnerZipCode>
    </reportingOwnerAddress>
    <reportingOwnerRelationship><isDirector>1</isDirector><isOfficer>true</isOfficer>
      <officerTitle>CEO</officerTitle></reportingOwnerRelationship>
  </reportingOwner>
  <aff10b5One>1</aff10b5One>
  <nonDerivativeTable>
    <nonDerivativeTransaction>
      <securityTitle><value>Common Stock</value></securityTitle>
      <transactionDate><value>2024-02-01-05:00</value></transactionDate>
      <transactionCoding><transactionFormType>5</transactionFormType><transactionCode>S</transactionCode>
        <equitySwapInvolved>0</equitySwapInvolved><footnoteId id="F1"/></transactionCoding>
      <transactionAmounts>
        <transactionShares><value>1500.0</value></transactionShares>
        <transactionPricePerShare><value>10.5</value><footnoteId id="F2"/></transactionPricePerShare>
        <transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode>
      </transactionAmounts>
      <postTransactionAmounts><sharesOwnedFollowingTransaction><value>9000</value></sharesOwnedFollowingTransaction>
      </postTransactionAmounts>
      <ownershipNature><directOrIndirectOwnership><value>D</value></directOrIndirectOwnership></ownershipNature>
    </nonDerivativeTransaction>
  </nonDerivativeTable>
  <footnotes><footnote id="F1">Sold under a plan adopted on June 1, 2023.</footnote>
    <footnote id="F2">Prices ranged from $10.10 to $10.90.</footnote></footnotes>
  <remarks/>
  <ownerSignature><signatureName>/s/ Jane Doe</signatureName><signatureDate>2024-02-02</signatureDate></ownerSignature>
</ownershipDocument>
"""

FACTS: dict[str, Any] = {"price_ranges": [["10.10", "10.90"]], "plan_adoption_dates": ["2023-06-01"]}

TEXT = """FORM 4
1. Name and Address of Reporting Person DOE JANE
C/O ACME CORP. 1 MAIN ST AUSTIN, TX 78701
2. Issuer Name Acme Corp. [ ACME ]
3. Date of Earliest Transaction 02/01/2024
Common Stock 02/01/2024 S(1) V 1,500 D $10.5(2) 9,000 D
(1) Sold under a plan adopted on June 1, 2023.
(2) Prices ranged from $10.10 to $10.90.
Jane Doe 02/02/2024"""


def gold() -> dict[str, Any]:
    from form4ml.evaluation.gold import gold_from_xml

    return gold_from_xml(XML)


def perfect() -> dict[str, Any]:
    """A prediction without a mistake, facts of the notes included."""
    filing = copy.deepcopy(gold())
    filing["footnotes"][0]["plan_adoption_dates"] = ["2023-06-01"]
    filing["footnotes"][1]["price_ranges"] = [{"low": "10.1", "high": "10.9"}]
    return filing
