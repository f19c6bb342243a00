SELECT subject.id, plan.reference FROM subject JOIN plan ON plan.id = subject.plan_id
