"""What a government can do: one file an instrument, and this catalogue."""

from sim.policies.admission_threshold import AdmissionThreshold
from sim.policies.anchor_recruitment import AnchorRecruitment
from sim.policies.bank_information import BankInformation
from sim.policies.branch_school import BranchSchool
from sim.policies.bridge_fund import BridgeFund
from sim.policies.bus_lines import BusLines
from sim.policies.chain_services import ChainServices
from sim.policies.commercial_land import CommercialLand
from sim.policies.cross_county_transfer import CrossCountyTransfer
from sim.policies.discipline import Discipline
from sim.policies.guarantee_fund import GuaranteeFund
from sim.policies.guarantee_pool import GuaranteePool
from sim.policies.investment_incentives import InvestmentIncentives
from sim.policies.job_fairs import JobFairs
from sim.policies.kpi_weights import KpiWeights
from sim.policies.land_price import LandPrice
from sim.policies.land_reclaim import LandReclaim
from sim.policies.land_review import LandReview
from sim.policies.land_score import LandScore
from sim.policies.mutual_guarantee import MutualGuarantee
from sim.policies.order_class import OrderClass
from sim.policies.parallel_approval import ParallelApproval
from sim.policies.platform_borrowing import PlatformBorrowing
from sim.policies.policy import Policy
from sim.policies.private_training import PrivateTraining
from sim.policies.promotion_campaign import PromotionCampaign
from sim.policies.protection_plaques import ProtectionPlaques
from sim.policies.public_training import PublicTraining
from sim.policies.service_agents import ServiceAgents
from sim.policies.serviced_land import ServicedLand
from sim.policies.standard_factories import StandardFactories
from sim.policies.training_base import TrainingBase
from sim.policies.upgrade_support import UpgradeSupport
from sim.policies.village_offer import VillageOffer
from sim.policies.worker_housing import WorkerHousing

CATALOGUE: tuple[type[Policy], ...] = (
    StandardFactories,
    GuaranteeFund,
    MutualGuarantee,
    GuaranteePool,
    BridgeFund,
    BankInformation,
    PublicTraining,
    PrivateTraining,
    TrainingBase,
    OrderClass,
    BranchSchool,
    WorkerHousing,
    BusLines,
    JobFairs,
    ServiceAgents,
    ParallelApproval,
    PromotionCampaign,
    InvestmentIncentives,
    Discipline,
    ProtectionPlaques,
    KpiWeights,
    PlatformBorrowing,
    CommercialLand,
    ServicedLand,
    LandPrice,
    LandReclaim,
    LandReview,
    AdmissionThreshold,
    LandScore,
    VillageOffer,
    UpgradeSupport,
    ChainServices,
    CrossCountyTransfer,
    AnchorRecruitment,
)
POLICIES: dict[str, type[Policy]] = {each.name: each for each in CATALOGUE}

__all__ = ["POLICIES", "Policy"]
