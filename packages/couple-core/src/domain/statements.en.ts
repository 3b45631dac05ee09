import type { ItemCode } from './questionnaire.js';
import type { Statement } from './statements.js';

/** The statements in English, in questionnaire order. */
export const STATEMENTS_EN: Readonly<Record<ItemCode, Statement>> = {
  // Communication Safety.
  CS1: {
    self: 'When something hurts me, I can tell my partner openly.',
    guess: 'My partner would say that when something hurts them, they can tell me openly.',
  },
  CS2: {
    self: 'I sometimes hold back what I want to say because I am afraid of how my partner will react.',
    guess:
      'My partner would say that they sometimes hold back what they want to say because they are afraid of how I will react.',
  },
  CS3: {
    self: 'I feel respected by my partner even when we disagree.',
    guess: 'My partner would say that they feel respected by me even when we disagree.',
  },
  CS4: {
    self: 'I feel safe admitting my mistakes to my partner.',
    guess: 'My partner would say that they feel safe admitting their mistakes to me.',
  },
  CS5: {
    self: 'After an argument, I can start talking to my partner again with ease.',
    guess: 'My partner would say that after an argument, they can start talking to me again with ease.',
  },
  CS6: {
    self: 'When I bring something up, I trust my partner to hear me out.',
    guess: 'My partner would say that when they bring something up, they trust me to hear them out.',
  },
  // Emotional Awareness.
  EA1: {
    self: 'I can put into words what I am feeling.',
    guess: 'My partner would say that they can put into words what they are feeling.',
  },
  EA2: {
    self: 'I quickly notice when my partner’s mood changes.',
    guess: 'My partner would say that they quickly notice when my mood changes.',
  },
  EA3: {
    self: 'When I am angry, I can see the hurt or worry underneath.',
    guess: 'My partner would say that when they are angry, they can see the hurt or worry underneath.',
  },
  EA4: {
    self: 'When my partner is having a hard time, I turn to their feelings before looking for a solution.',
    guess:
      'My partner would say that when I am having a hard time, they turn to my feelings before looking for a solution.',
  },
  EA5: {
    self: 'I know how my mood changes the way I treat my partner.',
    guess: 'My partner would say that they know how their mood changes the way they treat me.',
  },
  EA6: {
    self: 'When I feel grateful to my partner, I show it there and then.',
    guess: 'My partner would say that when they feel grateful to me, they show it there and then.',
  },
  // Cognitive Bias: CB1 mind reading, CB2 all-or-nothing, CB3 blaming, CB4 catastrophising; CB5 and CB6 fair reading.
  CB1: {
    self: 'I assume I already know what is on my partner’s mind without being told.',
    guess: 'My partner would say that they assume they already know what is on my mind without being told.',
  },
  CB2: {
    self: 'When I am upset, I see my partner as someone who is “always like that”.',
    guess: 'My partner would say that when they are upset, they see me as someone who is “always like that”.',
  },
  CB3: {
    self: 'When something goes wrong between us, I think the cause usually lies with my partner.',
    guess:
      'My partner would say that when something goes wrong between us, they think the cause usually lies with me.',
  },
  CB4: {
    self: 'Even after a small argument, my first thought is that we might be over.',
    guess:
      'My partner would say that even after a small argument, their first thought is that we might be over.',
  },
  CB5: {
    self: 'When something my partner says is unclear to me, I ask before I guess.',
    guess: 'My partner would say that when something I say is unclear to them, they ask before they guess.',
  },
  CB6: {
    self: 'When my partner lets me down, I consider what may have got in their way.',
    guess: 'My partner would say that when I let them down, they consider what may have got in my way.',
  },
  // Pursue/Distance: PD1 and PD2 press, PD3 and PD4 pull back; PD5 and PD6 speak against the pattern.
  PD1: {
    self: 'When there is tension between us, I press my partner to talk about it right away.',
    guess:
      'My partner would say that when there is tension between us, they press me to talk about it right away.',
  },
  PD2: {
    self: 'When my partner puts off answering, I keep asking until I hear an answer.',
    guess: 'My partner would say that when I put off answering, they keep asking until they hear an answer.',
  },
  PD3: {
    self: 'When an argument starts to heat up, I pull back from the conversation.',
    guess:
      'My partner would say that when an argument starts to heat up, they pull back from the conversation.',
  },
  PD4: {
    self: 'When feelings run high, I need distance from my partner to settle down.',
    guess: 'My partner would say that when feelings run high, they need distance from me to settle down.',
  },
  PD5: {
    self: 'When we want to talk at different times, I look with my partner for a time that suits us both.',
    guess:
      'My partner would say that when we want to talk at different times, they look with me for a time that suits us both.',
  },
  PD6: {
    self: 'When I need a break from a conversation, I tell my partner when I will come back to it.',
    guess:
      'My partner would say that when they need a break from a conversation, they tell me when they will come back to it.',
  },
  // Relationship Planning.
  RP1: {
    self: 'I plan ahead for time that belongs to just the two of us.',
    guess: 'My partner would say that they plan ahead for time that belongs to just the two of us.',
  },
  RP2: {
    self: 'I talk openly with my partner about how we spend and save money.',
    guess: 'My partner would say that they talk openly with me about how we spend and save money.',
  },
  RP3: {
    self: 'I decide together with my partner who takes care of what.',
    guess: 'My partner would say that they decide together with me who takes care of what.',
  },
  RP4: {
    self: 'I ask what my partner thinks before I make an important decision.',
    guess: 'My partner would say that they ask what I think before they make an important decision.',
  },
  RP5: {
    self: 'From time to time I check with my partner whether our agreements still work for us.',
    guess:
      'My partner would say that from time to time they check with me whether our agreements still work for us.',
  },
  RP6: {
    self: 'When a big change is coming, I work out a concrete plan with my partner.',
    guess: 'My partner would say that when a big change is coming, they work out a concrete plan with me.',
  },
  // Lifestyle Fit.
  LF1: {
    self: 'I feel that our daily rhythms go well together.',
    guess: 'My partner would say that they feel that our daily rhythms go well together.',
  },
  LF2: {
    self: 'I am often bothered by how differently we see tidying and cleaning.',
    guess:
      'My partner would say that they are often bothered by how differently we see tidying and cleaning.',
  },
  LF3: {
    self: 'I like the way we spend our free time together.',
    guess: 'My partner would say that they like the way we spend our free time together.',
  },
  LF4: {
    self: 'I feel that our everyday spending habits suit each other.',
    guess: 'My partner would say that they feel that our everyday spending habits suit each other.',
  },
  LF5: {
    self: 'I often get worn out fitting in with my partner’s habits.',
    guess: 'My partner would say that they often get worn out fitting in with my habits.',
  },
  LF6: {
    self: 'I feel that we think alike about how much time to spend with family and friends.',
    guess:
      'My partner would say that they feel that we think alike about how much time to spend with family and friends.',
  },
  // Intimacy/Needs.
  IN1: {
    self: 'I can tell my partner what kind of affection I would like.',
    guess: 'My partner would say that they can tell me what kind of affection they would like.',
  },
  IN2: {
    self: 'I feel at ease when I am close to my partner.',
    guess: 'My partner would say that they feel at ease when they are close to me.',
  },
  IN3: {
    self: 'I know what my partner needs these days.',
    guess: 'My partner would say that they know what I need these days.',
  },
  IN4: {
    self: 'I find it hard to say no to my partner when I do not want physical closeness.',
    guess:
      'My partner would say that they find it hard to say no to me when they do not want physical closeness.',
  },
  IN5: {
    self: 'I feel that the closeness we share is right for me.',
    guess: 'My partner would say that they feel that the closeness we share is right for them.',
  },
  IN6: {
    self: 'When I need time to myself, I feel that my partner understands.',
    guess: 'My partner would say that when they need time to themselves, they feel that I understand.',
  },
  // Shared Future; SF1 is a rating, 0..10.
  SF1: {
    self: 'I am sure that we will be together for a long time to come. (0: not at all, 10: completely)',
    guess:
      'My partner would say that they are sure that we will be together for a long time to come. (0: not at all, 10: completely)',
  },
  SF2: {
    self: 'I feel that the futures we hope for look alike.',
    guess: 'My partner would say that they feel that the futures we hope for look alike.',
  },
  SF3: {
    self: 'When I picture our future, I feel more worry than hope.',
    guess: 'My partner would say that when they picture our future, they feel more worry than hope.',
  },
  SF4: {
    self: 'When I imagine my life some years from now, my partner has a place in it.',
    guess:
      'My partner would say that when they imagine their life some years from now, I have a place in it.',
  },
  SF5: {
    self: 'I tell my partner what I hope for in big matters such as where to live or plans for a family.',
    guess:
      'My partner would say that they tell me what they hope for in big matters such as where to live or plans for a family.',
  },
  SF6: {
    self: 'I feel that I will have to give up my own dreams for a future together.',
    guess:
      'My partner would say that they feel that they will have to give up their own dreams for a future together.',
  },
};
