/**
 * A question and what is shown of its answer, in one go.
 *
 * @typedef {import("./engine.js").Answer} Answer
 * @typedef {import("./engine.js").Found} Found
 * @typedef {Pick<import("./engine.js").Engine, "ready" | "ask" | "documents" | "facet" | "columns">} Engine
 */

/**
 * Ask, and load the first documents of the answer. The index may be published anew between the two, with other numbers of
 * documents; then the question is asked once again.
 *
 * @param {Pick<Engine, "ask" | "documents">} engine
 * @param {import("./question.js").Question} question
 * @param {number} count how many documents to load at most
 * @returns {Promise<{ answer: Answer, found: Found[] }>}
 */
export async function ask(engine, question, count) {
  const askOnce = async () => {
    const answer = await engine.ask(question);
    return { answer, found: await engine.documents(answer.hits.slice(0, count), answer.numbering) };
  };
  return askOnce().catch(askOnce);
}
