//! Who reads which plan.
//!
//! # What is sought, in this order
//! 1. Nobody reads a plan in which they have declared an interest. This is never given up.
//! 2. Every plan has k members, or as many as may read it. Members have no limit, so plans do not compete.
//! 3. The members of a plan come from different agencies: as few pairs of one agency on one plan as can be.
//! 4. Loads are balanced: the sum of the squares of the members' loads is as small as it can be then. That makes
//!    loads as even as 1 to 3 allow; where these leave the choice, they differ by one at most.
//! 5. Between allocations equal in all this, a fixed scatter decides. Taking members by name would put
//!    the same ones together on plan after plan, and agreement could be measured within those few teams only.
//!
//! What is assigned already stays and counts in all of this.
//!
//! # The model
//! A flow of least cost. Each plan sends one unit for each seat to fill:
//!
//! ```text
//! plan ──▶ (plan, agency) ──▶ member ──▶ done
//! ```
//!
//! Every arc carries one unit. From a plan to an agency there is one for each member of it who may read the plan:
//! the first is free, the next costs as much as one pair of the same agency, the next as two. An arc from
//! (plan, agency) to a member is there where the member may and does not yet read the plan; it costs the scatter, a
//! small number that depends on the plan's place and the member's only. A member's arcs to the end cost 1, 3, 5, …: a
//! load of l has cost l². One step of load costs more than all the scatter together, and one pair more than all loads,
//! so that 3 goes before 4 and 4 before 5.
//!
//! Units are sent one after the other along the cheapest way through what is left, taking back earlier choices
//! where that is cheaper (successive shortest paths); the result is the least cost there is. Plans are taken in
//! the order given and members by name, and of equal ways the first found is kept: the same input always gives
//! the same allocation, whatever the order of the members.

use super::ids::{MemberId, SubjectId};
use super::panel::{Agency, Member};
use super::plan::PlanFacts;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A plan that needs readers.
#[derive(Debug, Clone, Copy)]
pub struct PlanToCover<'a> {
    /// What is read.
    pub id: SubjectId,
    /// The facts interests are declared in.
    pub facts: &'a PlanFacts,
    /// Members who read a part of it: they are no cover, and are not given the whole.
    pub in_part: &'a [MemberId],
}

/// Who reads which plan, and what is left open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allocation {
    /// Existing and new ones, plans in the order given, members by name; those who left the panel last.
    pub assignments: Vec<(SubjectId, MemberId)>,
    /// Existing assignments in which the member has an interest, in the order of `assignments`, where they are too.
    /// They stay, for answers may hang on them, but do not count as cover: the audit lead decides.
    pub with_interest: Vec<(SubjectId, MemberId)>,
    /// Plans with fewer members than asked for, in the order given.
    pub uncovered: Vec<Uncovered>,
}

/// A plan with fewer members than asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncovered {
    /// What should be read.
    pub subject: SubjectId,
    /// Members it has, without those with an interest.
    pub covered: usize,
    /// Why there are no more; never empty.
    pub why: Vec<Why>,
}

/// Why a plan has too few members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// There are fewer members than each plan should have, interests or not.
    TooFewMembers {
        /// Members of the panel.
        panel: usize,
    },
    /// Everyone else has an interest in the plan.
    Interests {
        /// Who, by name.
        members: Vec<MemberId>,
    },
    /// These read a part of it already.
    ReadInPart {
        /// Who, by name.
        members: Vec<MemberId>,
    },
}

/// Gives each plan `k` members of the panel. See the rules of this module.
///
/// `existing` are assignments to be kept: those with answers. Pairs of plans not in `plans` are left out of everything.
/// A member who left the panel goes on covering a plan, from no agency. A plan or member that stands twice counts once.
#[must_use]
pub fn allocate(
    plans: &[PlanToCover<'_>],
    members: &[Member],
    k: usize,
    existing: &[(SubjectId, MemberId)],
) -> Allocation {
    let mut table = Table::new(plans, members, existing);
    let open: Vec<usize> = table.rows.iter().map(|row| k.saturating_sub(row.covered())).collect();
    for (plan, member) in fill(&table, &open) {
        table.rows[plan].readers.insert(member);
    }
    table.into_allocation(k)
}

/// Plans by members, members by their place in order of name.
struct Table<'a> {
    members: Vec<&'a Member>,
    rows: Vec<Row>,
}

/// One plan.
struct Row {
    subject: SubjectId,
    /// Members who have an interest in it.
    interested: BTreeSet<usize>,
    /// Members who read a part of it.
    in_part: BTreeSet<usize>,
    /// Members of the panel assigned to it.
    readers: BTreeSet<usize>,
    /// Those assigned to it who are no longer on the panel.
    departed: BTreeSet<MemberId>,
}

impl Row {
    fn covered(&self) -> usize {
        self.readers.difference(&self.interested).count() + self.departed.len()
    }

    fn may_be_given_to(&self, member: usize) -> bool {
        let barred = [&self.interested, &self.in_part, &self.readers];
        !barred.iter().any(|set| set.contains(&member))
    }
}

impl<'a> Table<'a> {
    fn new(plans: &[PlanToCover<'_>], members: &'a [Member], existing: &[(SubjectId, MemberId)]) -> Self {
        let mut known = BTreeSet::new();
        let mut members: Vec<&Member> = members.iter().filter(|member| known.insert(member.id)).collect();
        members.sort_by(|a, b| (&a.facts.name, a.id).cmp(&(&b.facts.name, b.id)));
        let place: BTreeMap<MemberId, usize> = members.iter().enumerate().map(|(m, member)| (member.id, m)).collect();
        let mut seen = BTreeSet::new();
        let mut rows: Vec<Row> = Vec::new();
        for plan in plans.iter().filter(|plan| seen.insert(plan.id)) {
            let interested = (0..members.len()).filter(|&m| members[m].facts.has_interest_in(plan.facts)).collect();
            let in_part = plan.in_part.iter().filter_map(|member| place.get(member).copied()).collect();
            let (readers, departed) = (BTreeSet::new(), BTreeSet::new());
            let mut row = Row { subject: plan.id, interested, in_part, readers, departed };
            for (_, member) in existing.iter().filter(|(subject, _)| *subject == plan.id) {
                match place.get(member) {
                    Some(&m) => row.readers.insert(m),
                    None => row.departed.insert(*member),
                };
            }
            rows.push(row);
        }
        Self { members, rows }
    }

    fn load(&self, member: usize) -> usize {
        self.rows.iter().filter(|row| row.readers.contains(&member)).count()
    }

    fn into_allocation(self, k: usize) -> Allocation {
        let mut allocation = Allocation::default();
        for row in &self.rows {
            let pair = |&m: &usize| (row.subject, self.members[m].id);
            allocation.assignments.extend(row.readers.iter().map(pair));
            allocation.assignments.extend(row.departed.iter().map(|&member| (row.subject, member)));
            allocation.with_interest.extend(row.readers.intersection(&row.interested).map(pair));
            if row.covered() < k {
                let why = self.why_short(row, k);
                allocation.uncovered.push(Uncovered { subject: row.subject, covered: row.covered(), why });
            }
        }
        allocation
    }

    fn why_short(&self, row: &Row, k: usize) -> Vec<Why> {
        let mut why = Vec::new();
        if self.members.len() + row.departed.len() < k {
            why.push(Why::TooFewMembers { panel: self.members.len() });
        }
        if !row.interested.is_empty() {
            why.push(Why::Interests { members: row.interested.iter().map(|&m| self.members[m].id).collect() });
        }
        if !row.in_part.is_empty() {
            why.push(Why::ReadInPart { members: row.in_part.iter().map(|&m| self.members[m].id).collect() });
        }
        why
    }
}

/// The new pairs (plan, member) of least cost, `open[plan]` for each plan or as many as there can be.
fn fill(table: &Table<'_>, open: &[usize]) -> Vec<(usize, usize)> {
    let (plans, members) = (table.rows.len(), table.members.len());
    let (member_node, done) = (|m: usize| plans + m, plans + members);
    let loads: Vec<usize> = (0..members).map(|m| table.load(m)).collect();
    let costs = Costs::of(&loads, open);
    let mut flow = Flow::with_nodes(done + 1);
    let mut readings = Vec::new();
    for (p, row) in table.rows.iter().enumerate().filter(|&(p, _)| open[p] > 0) {
        for (agency, eligible) in eligible_by_agency(table, row) {
            let node = flow.add_node();
            let there = row.readers.iter().filter(|&&m| table.members[m].facts.agency == agency).count();
            for more in 0..eligible.len().min(open[p]) {
                flow.add_arc(p, node, costs.pair * (there + more) as i128);
            }
            readings.extend(eligible.into_iter().map(|m| (flow.add_arc(node, member_node(m), scatter(p, m)), (p, m))));
        }
    }
    let most_more = open.iter().filter(|&&seats| seats > 0).count();
    for (m, load) in loads.into_iter().enumerate() {
        for load in load..load + most_more {
            flow.add_arc(member_node(m), done, costs.load * (2 * load + 1) as i128);
        }
    }
    for (p, &seats) in open.iter().enumerate() {
        for _ in 0..seats {
            if !flow.send_one(p, done) {
                // The plan has everyone who may read it.
                break;
            }
        }
    }
    readings.into_iter().filter(|&(arc, _)| flow.carries(arc)).map(|(_, pair)| pair).collect()
}

fn eligible_by_agency(table: &Table<'_>, row: &Row) -> BTreeMap<Agency, Vec<usize>> {
    let mut agencies: BTreeMap<Agency, Vec<usize>> = BTreeMap::new();
    for m in (0..table.members.len()).filter(|&m| row.may_be_given_to(m)) {
        agencies.entry(table.members[m].facts.agency).or_default().push(m);
    }
    agencies
}

/// What one step costs, so that each aim outweighs all that come after it. 128 bits hold this for any panel.
struct Costs {
    /// Of a member's load: more than the scatter of all seats.
    load: i128,
    /// Of a pair of the same agency: more than the loads cost when one member has them all.
    pair: i128,
}

impl Costs {
    fn of(loads: &[usize], open: &[usize]) -> Self {
        let seats: usize = open.iter().sum();
        let all = (loads.iter().sum::<usize>() + seats) as i128;
        let load = seats as i128 * (SCATTER_MAX + 1) + 1;
        Self { load, pair: load * (all * all + 1) }
    }
}

const SCATTER_MAX: i128 = 0xFFFF;

/// A number from 0 to [`SCATTER_MAX`] for a plan and a member by their places: the finish of SplitMix64, upper 16 bits.
fn scatter(plan: usize, member: usize) -> i128 {
    let mut z = ((plan as u64) << 32 | member as u64).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    i128::from((z ^ (z >> 31)) >> 48)
}

/// A network whose arcs carry one unit each.
struct Flow {
    /// Arc 2i and its reverse 2i + 1.
    arcs: Vec<Arc>,
    /// Arcs leaving each node, in the order in which they were added.
    leaving: Vec<Vec<usize>>,
}

struct Arc {
    to: usize,
    cost: i128,
    free: bool,
}

impl Flow {
    fn with_nodes(count: usize) -> Self {
        Self { arcs: Vec::new(), leaving: vec![Vec::new(); count] }
    }

    fn add_node(&mut self) -> usize {
        self.leaving.push(Vec::new());
        self.leaving.len() - 1
    }

    fn add_arc(&mut self, from: usize, to: usize, cost: i128) -> usize {
        let arc = self.arcs.len();
        self.arcs.push(Arc { to, cost, free: true });
        self.arcs.push(Arc { to: from, cost: -cost, free: false });
        self.leaving[from].push(arc);
        self.leaving[to].push(arc + 1);
        arc
    }

    fn carries(&self, arc: usize) -> bool {
        !self.arcs[arc].free
    }

    /// Sends one unit along a cheapest way; false if there is none.
    fn send_one(&mut self, from: usize, to: usize) -> bool {
        let Some(way) = self.cheapest_way(from, to) else { return false };
        for arc in way {
            self.arcs[arc].free = false;
            self.arcs[arc ^ 1].free = true;
        }
        true
    }

    /// Bellman and Ford with a queue: reverse arcs have negative costs, but no circle has, as all earlier ways
    /// were cheapest. Arcs of the way, last first.
    fn cheapest_way(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        let mut reached: Vec<Option<(i128, usize)>> = vec![None; self.leaving.len()];
        let mut waits = vec![false; self.leaving.len()];
        let mut queue = VecDeque::from([from]);
        let cost_to = |reached: &[Option<(i128, usize)>], node: usize| match reached[node] {
            _ if node == from => Some(0),
            found => found.map(|(cost, _)| cost),
        };
        while let Some(node) = queue.pop_front() {
            waits[node] = false;
            let Some(so_far) = cost_to(&reached, node) else { continue };
            for &arc in self.leaving[node].iter().filter(|&&arc| self.arcs[arc].free) {
                let Arc { to: next, cost, .. } = self.arcs[arc];
                if cost_to(&reached, next).is_none_or(|known| so_far + cost < known) {
                    reached[next] = Some((so_far + cost, arc));
                    if next != to && !std::mem::replace(&mut waits[next], true) {
                        queue.push_back(next);
                    }
                }
            }
        }
        let mut way = Vec::new();
        let mut node = to;
        while node != from {
            let (_, arc) = reached[node]?;
            way.push(arc);
            node = self.arcs[arc ^ 1].to;
        }
        Some(way)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::domain::panel::MemberFacts;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn subject(p: usize) -> SubjectId {
        SubjectId(Uuid::from_u128(1000 + p as u128))
    }

    fn member_id(m: usize) -> MemberId {
        MemberId(Uuid::from_u128(2000 + m as u128))
    }

    fn plan_facts(count: usize) -> Vec<PlanFacts> {
        (0..count).map(|p| PlanFacts { reference: format!("P{p}"), ..PlanFacts::default() }).collect()
    }

    fn to_cover(facts: &[PlanFacts]) -> Vec<PlanToCover<'_>> {
        facts.iter().enumerate().map(|(p, facts)| PlanToCover { id: subject(p), facts, in_part: &[] }).collect()
    }

    /// A member of the agency at this place of the list, with an interest in these plans.
    fn member(m: usize, agency: usize, interests: &[usize]) -> Member {
        let interests = interests.iter().map(|p| format!("P{p}")).collect();
        let facts = MemberFacts { interests, ..MemberFacts::named(format!("Member {m:02}"), Agency::ALL[agency]) };
        Member { id: member_id(m), facts }
    }

    fn panel(agencies: &[usize]) -> Vec<Member> {
        agencies.iter().enumerate().map(|(m, &agency)| member(m, agency, &[])).collect()
    }

    fn loads(allocation: &Allocation, members: usize) -> Vec<usize> {
        let load = |m| allocation.assignments.iter().filter(|(_, id)| *id == member_id(m)).count();
        (0..members).map(load).collect()
    }

    fn readers(allocation: &Allocation, p: usize) -> Vec<usize> {
        let of = allocation.assignments.iter().filter(|(id, _)| *id == subject(p));
        of.map(|(_, id)| (id.0.as_u128() - 2000) as usize).collect()
    }

    fn same_agency_pairs(readers: &[usize], members: &[Member]) -> usize {
        let agency = |m: usize| members[m].facts.agency;
        let pairs = readers.iter().enumerate().flat_map(|(i, &a)| readers[i + 1..].iter().map(move |&b| (a, b)));
        pairs.filter(|&(a, b)| agency(a) == agency(b)).count()
    }

    #[test]
    fn each_plan_gets_two_members_of_different_agencies_and_loads_are_even() {
        let (facts, members) = (plan_facts(20), panel(&[0, 0, 2, 3, 5, 7]));
        let allocation = allocate(&to_cover(&facts), &members, 2, &[]);
        assert_eq!(allocation.uncovered, []);
        for p in 0..20 {
            let readers = readers(&allocation, p);
            assert_eq!((readers.len(), same_agency_pairs(&readers, &members)), (2, 0));
        }
        let mut loads = loads(&allocation, 6);
        loads.sort_unstable();
        assert_eq!(loads, [6, 6, 7, 7, 7, 7]);
    }

    #[test]
    fn different_agencies_are_given_up_before_a_plan_stays_uncovered() {
        let facts = plan_facts(2);
        let mut members = panel(&[0, 0, 2]);
        members[2].facts.interests.push("p1".to_owned());
        let allocation = allocate(&to_cover(&facts), &members, 2, &[]);
        assert_eq!(allocation.uncovered, []);
        assert_eq!(readers(&allocation, 1), [0, 1]);
        assert!(readers(&allocation, 0).contains(&2));
    }

    #[test]
    fn balance_is_given_up_before_different_agencies() {
        let (facts, members) = (plan_facts(5), panel(&[0, 0, 0, 2]));
        let allocation = allocate(&to_cover(&facts), &members, 2, &[]);
        assert_eq!(loads(&allocation, 4)[3], 5);
        assert_eq!(loads(&allocation, 3).iter().max(), Some(&2));
    }

    #[test]
    fn an_early_choice_is_taken_back_where_a_later_plan_needs_it() {
        // Dealing in turn gives the first plans to the first members, who are the only ones for the last plans.
        let facts = plan_facts(4);
        let members = vec![member(0, 0, &[]), member(1, 1, &[2, 3]), member(2, 2, &[2, 3]), member(3, 3, &[])];
        let allocation = allocate(&to_cover(&facts), &members, 2, &[]);
        assert_eq!(loads(&allocation, 4), [2, 2, 2, 2]);
        assert_eq!((readers(&allocation, 2), readers(&allocation, 3)), (vec![0, 3], vec![0, 3]));
    }

    #[test]
    fn an_interest_in_the_coordinator_keeps_a_member_from_all_their_plans() {
        let mut facts = plan_facts(3);
        facts[0].coordinator = Some("K7".to_owned());
        facts[2].coordinator = Some("K7".to_owned());
        let mut members = panel(&[0, 1]);
        members[0].facts.interests.push("K7".to_owned());
        let allocation = allocate(&to_cover(&facts), &members, 1, &[]);
        assert_eq!([0, 1, 2].map(|p| readers(&allocation, p)), [vec![1], vec![0], vec![1]]);
    }

    #[test]
    fn an_uncovered_plan_says_why() {
        let facts = plan_facts(3);
        let members = vec![member(0, 0, &[0, 1]), member(1, 1, &[0]), member(2, 2, &[])];
        let allocation = allocate(&to_cover(&facts), &members, 2, &[]);
        let interests = Why::Interests { members: vec![member_id(0), member_id(1)] };
        assert_eq!(allocation.uncovered, [Uncovered { subject: subject(0), covered: 1, why: vec![interests] }]);

        let allocation = allocate(&to_cover(&facts), &members, 4, &[]);
        let too_few = Why::TooFewMembers { panel: 3 };
        assert_eq!(allocation.uncovered[2], Uncovered { subject: subject(2), covered: 3, why: vec![too_few.clone()] });
        let both = vec![too_few, Why::Interests { members: vec![member_id(0)] }];
        assert_eq!(allocation.uncovered[1], Uncovered { subject: subject(1), covered: 2, why: both });

        let nobody = allocate(&to_cover(&facts), &[], 1, &[]);
        assert_eq!(nobody.uncovered.len(), 3);
        assert_eq!(nobody.uncovered[0].why, [Why::TooFewMembers { panel: 0 }]);
    }

    #[test]
    fn what_is_assigned_stays_and_gaps_are_filled_around_it() {
        let (facts, members) = (plan_facts(6), panel(&[0, 1, 2, 3]));
        // Member 0 has read three plans already, two of them together with 1; the third has three readers.
        let existing: Vec<_> = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (0, 0)]
            .map(|(p, m)| (subject(p), member_id(m)))
            .to_vec();
        let allocation = allocate(&to_cover(&facts), &members, 2, &existing);
        assert_eq!([0, 1, 2].map(|p| readers(&allocation, p)), [vec![0, 1], vec![0, 1], vec![0, 1, 2]]);
        // 7 + 6 readings: 3 each, one with 4.
        let mut loads = loads(&allocation, 4);
        loads.sort_unstable();
        assert_eq!(loads, [3, 3, 3, 4]);
        let again = allocate(&to_cover(&facts), &members, 2, &allocation.assignments);
        assert_eq!(again, allocation);
    }

    #[test]
    fn an_interest_declared_later_keeps_the_assignment_in_sight_and_another_member_covers() {
        let facts = plan_facts(1);
        let members = vec![member(0, 0, &[0]), member(1, 1, &[])];
        let existing = [(subject(0), member_id(0))];
        let allocation = allocate(&to_cover(&facts), &members, 1, &existing);
        assert_eq!(readers(&allocation, 0), [0, 1]);
        assert_eq!(allocation.with_interest, existing);
        let allocation = allocate(&to_cover(&facts), &members, 2, &existing);
        assert_eq!(allocation.uncovered[0].covered, 1);
        assert_eq!(allocation.uncovered[0].why, [Why::Interests { members: vec![member_id(0)] }]);
    }

    #[test]
    fn a_member_who_left_the_panel_goes_on_covering() {
        let (facts, members) = (plan_facts(2), panel(&[0]));
        let existing = [(subject(0), member_id(9)), (subject(7), member_id(0))];
        let allocation = allocate(&to_cover(&facts), &members, 1, &existing);
        assert_eq!(allocation.assignments, [(subject(0), member_id(9)), (subject(1), member_id(0))]);
        assert_eq!(allocation.uncovered, []);

        // With the one who left there are two, so that the panel is not too small for two: the interest is the reason.
        let members = [member(0, 0, &[0])];
        let allocation = allocate(&to_cover(&facts), &members, 2, &existing);
        assert_eq!(allocation.uncovered[0].why, [Why::Interests { members: vec![member_id(0)] }]);
    }

    #[test]
    fn the_order_of_the_members_does_not_matter() {
        let (facts, mut members) = (plan_facts(7), panel(&[0, 0, 2, 3, 5, 7, 7]));
        let before = allocate(&to_cover(&facts), &members, 3, &[]);
        members.reverse();
        members.push(members[2].clone());
        assert_eq!(allocate(&to_cover(&facts), &members, 3, &[]), before);
    }

    #[test]
    fn members_do_not_always_read_with_the_same_colleague() {
        let (facts, members) = (plan_facts(20), panel(&[0, 1, 2, 3, 4, 5]));
        let allocation = allocate(&to_cover(&facts), &members, 2, &[]);
        let mut together: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        (0..20).for_each(|p| *together.entry(readers(&allocation, p)).or_default() += 1);
        // 20 plans over the 15 pairs there are.
        assert!(together.len() >= 12 && together.values().all(|&times| times <= 3), "{together:?}");
    }

    #[test]
    fn sixty_plans_are_allocated_to_twelve_members_at_once() {
        let facts = plan_facts(60);
        let mut members = panel(&[0, 0, 0, 1, 2, 2, 3, 3, 5, 6, 7, 9]);
        for (m, member) in members.iter_mut().enumerate() {
            member.facts.interests = (0..60).filter(|p| (p * 7 + m * 5) % 11 == 0).map(|p| format!("P{p}")).collect();
        }
        let began = std::time::Instant::now();
        let allocation = allocate(&to_cover(&facts), &members, 3, &[]);
        assert!(began.elapsed().as_secs_f64() < 1.0, "{:?}", began.elapsed());
        assert_eq!((allocation.assignments.len(), allocation.uncovered.len()), (180, 0));
        assert!((0..60).all(|p| same_agency_pairs(&readers(&allocation, p), &members) == 0));
        assert_eq!(loads(&allocation, 12), [15; 12]);
    }

    /// Every set of `size` of these members, or all of them where there are fewer.
    fn choices(members: &[usize], size: usize) -> Vec<Vec<usize>> {
        let size = size.min(members.len());
        let all = (0_u32..1 << members.len()).filter(|set| set.count_ones() as usize == size);
        all.map(|set| members.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, &m)| m).collect())
            .collect()
    }

    /// The least (pairs of one agency, sum of squared loads) of all allocations that cover as much as can be, by
    /// trying them all.
    fn least_by_trying(kept: &[Vec<usize>], may: &[Vec<usize>], members: &[Member], k: usize) -> (usize, usize) {
        let mut loads = vec![0; members.len()];
        kept.iter().flatten().for_each(|&m| loads[m] += 1);
        let mut best = BTreeSet::from([(0, loads)]);
        for (kept, may) in kept.iter().zip(may) {
            let mut next = BTreeSet::new();
            for added in choices(may, k.saturating_sub(kept.len())) {
                let pairs_here = same_agency_pairs(&[kept.clone(), added.clone()].concat(), members);
                for (pairs, loads) in &best {
                    let mut loads = loads.clone();
                    added.iter().for_each(|&m| loads[m] += 1);
                    next.insert((pairs + pairs_here, loads));
                }
            }
            best = next;
        }
        best.into_iter().map(|(pairs, loads)| (pairs, loads.iter().map(|l| l * l).sum())).min().unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn no_other_allocation_is_better(
            plans in 1_usize..=4,
            who in prop::collection::vec((0_usize..4, prop::collection::vec(prop::bool::weighted(0.3), 4),
                prop::collection::vec(prop::bool::weighted(0.15), 4)), 1..=5),
            k in 0_usize..=4,
        ) {
            let chosen = |flags: &[bool]| (0..plans).filter(|&p| flags[p]).collect::<Vec<_>>();
            let members = who.iter().enumerate().map(|(m, who)| member(m, who.0, &chosen(&who.1)));
            let members: Vec<Member> = members.collect();
            let kept: Vec<Vec<usize>> =
                (0..plans).map(|p| (0..who.len()).filter(|&m| who[m].2[p] && !who[m].1[p]).collect()).collect();
            let may: Vec<Vec<usize>> =
                (0..plans).map(|p| (0..who.len()).filter(|&m| !who[m].2[p] && !who[m].1[p]).collect()).collect();
            let existing: Vec<_> =
                kept.iter().enumerate().flat_map(|(p, m)| m.iter().map(move |&m| (subject(p), member_id(m)))).collect();

            let facts = plan_facts(plans);
            let allocation = allocate(&to_cover(&facts), &members, k, &existing);

            for pair in &existing {
                prop_assert!(allocation.assignments.contains(pair));
            }
            let mut pairs = 0;
            for p in 0..plans {
                let readers = readers(&allocation, p);
                prop_assert!(readers.iter().all(|&m| !members[m].facts.has_interest_in(&facts[p])));
                let possible = kept[p].len().max(k.min(kept[p].len() + may[p].len()));
                prop_assert_eq!(readers.len(), possible);
                let uncovered = allocation.uncovered.iter().find(|uncovered| uncovered.subject == subject(p));
                prop_assert_eq!(uncovered.map(|uncovered| uncovered.covered), (possible < k).then_some(possible));
                prop_assert!(uncovered.is_none_or(|uncovered| !uncovered.why.is_empty()));
                pairs += same_agency_pairs(&readers, &members);
            }
            let squares = loads(&allocation, members.len()).iter().map(|l| l * l).sum::<usize>();
            prop_assert_eq!((pairs, squares), least_by_trying(&kept, &may, &members, k));
        }

        #[test]
        fn without_interests_and_with_an_agency_each_loads_differ_by_one_at_most(
            plans in 1_usize..15,
            members in 1_usize..8,
            k in 1_usize..4,
        ) {
            let (facts, members) = (plan_facts(plans), panel(&(0..members).collect::<Vec<_>>()));
            let loads = loads(&allocate(&to_cover(&facts), &members, k, &[]), members.len());
            prop_assert_eq!(loads.iter().sum::<usize>(), plans * k.min(members.len()));
            prop_assert!(loads.iter().max().unwrap() - loads.iter().min().unwrap() <= 1);
        }
    }
}
